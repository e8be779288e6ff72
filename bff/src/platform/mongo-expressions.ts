/** Expressions for pipeline updates of what is derived from the space tree. */

/** `$substrCP` takes a length; no label comes near it. */
const WHOLE_TEXT = 10_000

/** What comes behind `from` in `$path`, put behind `to`: both are the path of the same node, before and now. */
export const rebasedPath = (from: readonly string[], to: readonly string[]) => ({
  $concatArrays: [
    { $literal: [...to] },
    { $filter: { input: '$path', cond: { $not: [{ $in: ['$$this', { $literal: [...from] }] }] } } },
  ],
})

/** A label that began with `from` and begins with `to` now. Counted in code points, as `$substrCP` does. */
export const relabelled = (field: string, { from, to }: { readonly from: string; readonly to: string }) => ({
  $concat: [{ $literal: to }, { $substrCP: [`$${field}`, [...from].length, WHOLE_TEXT] }],
})
