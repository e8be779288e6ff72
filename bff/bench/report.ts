import type { LoadResult } from './load'
import { bareOmits, bareWork, type Operation } from './operations'

/** All rounds of one server together. */
export interface Side {
  readonly rounds: readonly LoadResult[]
  /** Processor time of the server, null where the system does not tell. */
  readonly processorMs: number | null
}

export interface Measured {
  readonly operation: Operation
  readonly connections: number
  readonly linli: Side
  readonly bare: Side
}

export interface Aims {
  readonly ratio: number
  readonly p99Ms: number
  readonly p99Connections: number
  readonly residentMegabytes: number
}

const columns = ['operation', 'conn', 'linli/s', 'p50', 'p99', 'cpu', 'bare/s', 'p50', 'p99', 'cpu', 'ratio']
const widths = [10, 5, 8, 7, 7, 6, 8, 7, 7, 6, 6]
const line = (cells: readonly (string | number)[]): string =>
  cells.map((cell, index) => String(cell).padStart(widths[index] ?? 0)).join(' ')

const sum = (figures: readonly number[]): number => figures.reduce((total, figure) => total + figure, 0)
const requestsOf = ({ rounds }: Side): number => sum(rounds.map((round) => round.times.length))
const perSecond = (side: Side): number => requestsOf(side) / sum(side.rounds.map((round) => round.seconds))
/** Of all rounds together, in ms. */
function percentile({ rounds }: Side, percent: number): number {
  const times = rounds.flatMap((round) => round.times).sort((a, b) => a - b)
  return times[Math.ceil((times.length * percent) / 100) - 1] ?? 0
}
const ratioOf = ({ linli, bare }: Measured): number => perSecond(linli) / perSecond(bare)

function cells(side: Side): (string | number)[] {
  const { processorMs } = side
  const cpu = processorMs === null ? '-' : (processorMs / requestsOf(side)).toFixed(2)
  return [perSecond(side).toFixed(0), percentile(side, 50).toFixed(1), percentile(side, 99).toFixed(1), cpu]
}

/** What stands above the table. */
export function heading(): string {
  return [
    'The bare server is Koa and the mongodb driver on the same database. For one request it',
    ...Object.entries(bareWork).map(([operation, work]) => `  ${operation}: ${work}.`),
    bareOmits,
    'Times are ms; cpu is processor time of the server for one request; ratio is linli/s over bare/s.',
    '',
    line(columns),
  ].join('\n')
}

export const lineOf = (measured: Measured): string =>
  line([
    measured.operation,
    measured.connections,
    ...cells(measured.linli),
    ...cells(measured.bare),
    ratioOf(measured).toFixed(2),
  ])

/** What went wrong, in words; a run with a fault measures nothing and fails. */
export function faultsOf({ operation, connections, linli, bare }: Measured): string[] {
  return Object.entries({ linli, bare }).flatMap(([who, { rounds }]) =>
    rounds.flatMap(({ times, faults }) => [
      ...Object.entries(faults).map(
        ([fault, count]) => `${who} ${operation} at ${connections}: ${count} times ${fault}`,
      ),
      ...(times.length === 0 ? [`${who} ${operation} at ${connections}: not one answer`] : []),
    ]),
  )
}

/** How the run compares with what is aimed at; missing an aim is no fault of the bench. */
export function verdict(all: readonly Measured[], residentMegabytes: number, aims: Aims): string {
  const name = ({ operation, connections }: Measured) => `${operation} at ${connections}`
  const slow = all.filter((measured) => ratioOf(measured) < aims.ratio)
  const late = all.filter(
    (measured) => measured.connections === aims.p99Connections && percentile(measured.linli, 99) > aims.p99Ms,
  )
  const missed = (those: readonly Measured[]) =>
    those.length === 0 ? 'yes' : `not for ${those.map(name).join(', ')}`
  return [
    `ratio of ${aims.ratio} or more: ${missed(slow)}`,
    `p99 within ${aims.p99Ms} ms at ${aims.p99Connections} connections: ${missed(late)}`,
    `resident memory of linli within ${aims.residentMegabytes} MB: ${residentMegabytes <= aims.residentMegabytes ? 'yes' : 'no'}, at most ${residentMegabytes.toFixed(0)} MB`,
  ].join('\n')
}
