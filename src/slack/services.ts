import type { DeskOf } from '../answer/desk.ts';
import type { DigestServices } from '../digest/run-digest.ts';
import type { Deliver } from './deliver.ts';
import type { DownloadFile } from './download-file.ts';
import type { KeptMessages } from './kept-messages.ts';
import type { Log } from './log.ts';
import type { Stores } from './options.ts';
import type { Ingest, Policy, RecordShown, Uninstalled } from './ports.ts';

/** What listeners are given; built once by `createApp`. */
export interface Services {
  /** Only ever asked for the workspace of the request: see `workspaceOf`. */
  readonly deskOf: DeskOf;
  readonly stores: Stores;
  readonly deliver: Deliver;
  /** For messages that Slack is in no state to take. */
  readonly kept: KeptMessages;
  readonly policyOf: (team: string) => Policy;
  readonly uninstalled: Uninstalled | undefined;
  readonly ingest: Ingest | undefined;
  /** Told what was posted for all to see; see `noteShown`. */
  readonly shown: RecordShown | undefined;
  readonly download: DownloadFile;
  /** For "digest now"; posts with the token of the subscription's team. */
  readonly digests: DigestServices;
  /** Epoch milliseconds. */
  readonly clock: () => number;
  readonly log: Log;
  readonly logQuestions: boolean;
  /** The slash command, with its slash. */
  readonly command: string;
}
