import type { Kysely, Transaction } from 'kysely';
import type { PutArticle, PutResult } from '../ingest/ports.ts';
import type { Schema } from './schema.ts';

type Outcome = { readonly entry: PutArticle; readonly result: PutResult };

/** What putting entries would do, by what is there now. Ids must differ. */
export async function putOutcomes(
  db: Kysely<Schema>,
  team: string,
  entries: readonly PutArticle[],
): Promise<readonly Outcome[]> {
  const rows = await db
    .selectFrom('articles')
    .select(['id', 'version', 'removed_at'])
    .where('team', '=', team)
    .where(
      'id',
      'in',
      entries.map(({ article }) => article.id),
    )
    .execute();
  const current = new Map(rows.map((row) => [row.id, row]));
  return entries.map((entry) => {
    const row = current.get(entry.article.id);
    if (row === undefined) return { entry, result: { kind: 'added' } };
    if (row.removed_at !== null) {
      return { entry, result: { kind: entry.revive ? 'added' : 'stays-removed' } };
    }
    const same = row.version === entry.version;
    return {
      entry,
      result: same ? { kind: 'unchanged' } : { kind: 'changed', previous: row.version },
    };
  });
}

/** Whether the outcome is one that something must be written for. */
export function isWritten({ result }: Outcome): boolean {
  return result.kind === 'added' || result.kind === 'changed';
}

/**
 * Writes articles, their versions and the audit entries, a statement for each table. Ids must differ.
 * @param sequence Change number of the first one; the next ones count up.
 */
export async function writeArticles(
  trx: Transaction<Schema>,
  team: string,
  outcomes: readonly Outcome[],
  sequence: number,
): Promise<void> {
  await trx
    .insertInto('articles')
    .values(
      outcomes.map(({ entry }, index) => ({
        team,
        ...columns(entry, sequence + index),
        added_order: sequence + index,
        added_at: entry.at,
        added_by: entry.by,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['team', 'id']).doUpdateSet((eb) => ({
        version: eb.ref('excluded.version'),
        body_hash: eb.ref('excluded.body_hash'),
        address_key: eb.ref('excluded.address_key'),
        summary: eb.ref('excluded.summary'),
        sequence: eb.ref('excluded.sequence'),
        changed_at: eb.ref('excluded.changed_at'),
        removed_at: null,
        removed_by: null,
      })),
    )
    .execute();
  await trx
    .insertInto('article_versions')
    .values(
      outcomes.map(({ entry: { article, version, at, by } }, index) => ({
        team,
        article_id: article.id,
        version,
        at,
        actor: by,
        version_order: sequence + index,
        document: JSON.stringify(article),
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['team', 'article_id', 'version']).doUpdateSet((eb) => ({
        at: eb.ref('excluded.at'),
        actor: eb.ref('excluded.actor'),
        version_order: eb.ref('excluded.version_order'),
        document: eb.ref('excluded.document'),
      })),
    )
    .execute();
  await trx
    .insertInto('audit')
    .values(
      outcomes.map(({ entry: { article, at, by }, result }) => ({
        team,
        target: article.id,
        document: JSON.stringify({
          at,
          by,
          action: result.kind === 'changed' ? 'change' : 'add',
          target: article.id,
          detail: article.title,
        }),
      })),
    )
    .execute();
}

function columns(
  { article, version, bodyHash, addressKey, origin, at }: PutArticle,
  sequence: number,
) {
  const { title, publisher, publishedAt, url } = article;
  // Fields that are undefined are left out of the JSON, and so stay absent.
  const summary = { title, publisher, publishedAt, url, origin };
  return {
    id: article.id,
    version,
    body_hash: bodyHash,
    address_key: addressKey ?? null,
    summary: JSON.stringify(summary),
    sequence,
    changed_at: at,
    removed_at: null,
    removed_by: null,
  };
}
