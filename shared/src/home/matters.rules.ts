import type { MatterView } from './home.schema'

/** What has an hour of its own stands first, then what waits for the reader, in the order of how little it takes. */
const order: readonly MatterView['kind'][] = [
  'booking',
  'meeting',
  'supplement-opinion',
  'confirm-notice',
  'vote',
  'rate-opinion',
  'opinion',
]

/**
 * At most so many matters, in their order: the first of each kind, and of the others as many as there is room for, so
 * that five visits hide nobody's own opinion.
 */
export function ofEveryKind(matters: readonly MatterView[], most: number): MatterView[] {
  const sorted = matters.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
  const first = sorted.filter(({ kind }, at) => sorted.findIndex((one) => one.kind === kind) === at)
  const shown = new Set([...first, ...sorted.filter((one) => !first.includes(one))].slice(0, most))
  return sorted.filter((one) => shown.has(one))
}
