/** Where a sweep reads on: so many rows, after those that are passed over. */
export type ReadDue<Row> = (limit: number, skip: number) => Promise<readonly Row[]>

/** What a row is called by in {@link eachDue} where it has no other name. */
export const idOf = ({ _id }: { readonly _id: string }): string => _id

/**
 * Works through everything that is due, page by page and each row on its own. A row that fails, or that has to stay due,
 * is passed over until the next round: however many of them stand at the head, what is due behind them gets its turn.
 * @param read what is due, the longest due first; a row that is done with is not due any more
 * @param batch rows of one page
 * @returns the sum of what the work answered; true counts one
 * @throws AggregateError after the last row, with what failed; the scheduler logs it, and the next round tries again
 */
export async function eachDue<Row>(
  read: ReadDue<Row>,
  batch: number,
  nameOf: (row: Row) => string,
  work: (row: Row) => Promise<number | boolean>,
): Promise<number> {
  const tried = new Set<string>()
  const failed: Error[] = []
  let done = 0
  let staying = 0
  for (;;) {
    const rows = await read(batch, staying)
    for (const row of rows) {
      const name = nameOf(row)
      // Read a second time, so it stays where it is: the next page begins behind it.
      if (tried.has(name)) staying += 1
      else {
        tried.add(name)
        done += await attempt(name, () => work(row), failed)
      }
    }
    if (rows.length < batch) break
  }
  raise(failed)
  return done
}

/**
 * Does the work for each row of a list, or page of a walk, on its own: one that fails keeps no other waiting.
 * @returns the sum of what the work answered; true counts one
 * @throws AggregateError after the last row, with what failed
 */
export async function eachAlone<Row>(
  rows: Iterable<Row> | AsyncIterable<Row>,
  nameOf: (row: Row) => string,
  work: (row: Row) => Promise<number | boolean>,
): Promise<number> {
  const failed: Error[] = []
  let done = 0
  for await (const row of rows) done += await attempt(nameOf(row), () => work(row), failed)
  raise(failed)
  return done
}

async function attempt(
  name: string,
  work: () => Promise<number | boolean>,
  failed: Error[],
): Promise<number> {
  try {
    return Number(await work())
  } catch (error) {
    failed.push(new Error(`${name} was left`, { cause: error }))
    return 0
  }
}

function raise(failed: readonly Error[]): void {
  if (failed.length > 0) throw new AggregateError(failed, `${failed.length} could not be done`)
}

/** The rows of a walk from page to page, each page behind the last row of the one before. */
export async function* walk<Row extends { readonly _id: string }>(
  read: (after: string | null, limit: number) => Promise<readonly Row[]>,
  batch: number,
): AsyncGenerator<Row> {
  let after: string | null = null
  for (;;) {
    const rows: readonly Row[] = await read(after, batch)
    yield* rows
    const last = rows.at(-1)
    if (!last || rows.length < batch) return
    after = last._id
  }
}
