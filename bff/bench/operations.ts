/** What is measured. The bare server does each with the queries, projections, indexes and bytes of Linli. */
export const operations = ['list', 'detail', 'submit', 'confirm', 'workbench'] as const

export type Operation = (typeof operations)[number]

/** What the bare server does for a request, printed above the table: a ratio means nothing without it. */
export const bareWork: Readonly<Record<Operation, string>> = {
  list: 'finds the homes of the reader, the pinned notices, the others, and the receipts of those on the page',
  detail: 'finds the notice and the homes of the reader side by side, then the receipt',
  submit:
    'counts the request against the limit, then in one transaction: idempotency key, place, person and homes of ' +
    'the author, number of the day, case, outbox event, kept answer',
  confirm:
    'finds the notice and the homes of the reader side by side, writes the receipt, then the household and the ' +
    'inbox side by side, then marks the receipt as entered',
  workbench:
    'finds the first page of the queue, and side by side counts the cases behind every filter unless it did so ' +
    'within ten seconds',
}

/** What it leaves out, so that the ratio says what the rest of Linli costs. */
export const bareOmits =
  'It signs nobody in (a token is looked up in a map), validates nothing, decides nothing, parses no answer, ' +
  'logs nothing and measures nothing; fields it does not read are copied from an answer of Linli.'
