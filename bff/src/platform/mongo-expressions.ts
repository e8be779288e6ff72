/** Expressions for pipeline updates of what is derived from the space tree. */

/** `$substrCP` takes a length; no label comes near it. */
const WHOLE_TEXT = 10_000

/** The rest of `$path` behind `nodeId`, put behind that node's own path. */
export const rebasedPath = (nodeId: string, path: readonly string[]) => ({
  $concatArrays: [
    { $literal: [...path] },
    { $slice: ['$path', { $add: [{ $indexOfArray: ['$path', nodeId] }, 1] }, { $size: '$path' }] },
  ],
})

/** A label that began with `from` and begins with `to` now. Counted in code points, as `$substrCP` does. */
export const relabelled = (field: string, { from, to }: { readonly from: string; readonly to: string }) => ({
  $concat: [{ $literal: to }, { $substrCP: [`$${field}`, [...from].length, WHOLE_TEXT] }],
})
