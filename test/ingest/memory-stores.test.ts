import { memoryStores } from '../../src/ingest/memory-stores.ts';
import { ingestStoresContract } from './ingest-stores-contract.ts';

ingestStoresContract('memory', async () => memoryStores());
