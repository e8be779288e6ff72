/**
 * What becomes of the record that goes in a poll that is not over: its row is cast by the kept record, or rests because
 * that has one of its own, or both stood on it; the mandates it holds; its place on the list of representatives, of
 * listed votes or of candidates.
 */
export const mergePollEffects = [
  'row',
  'row_rests',
  'shared',
  'mandates',
  'named',
  'weighed',
  'stands',
] as const
export type MergePollEffect = (typeof mergePollEffects)[number]
