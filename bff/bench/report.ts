import type { LoadResult, Operation } from './load'

export interface Measured {
  readonly operation: Operation
  readonly connections: number
  readonly linli: LoadResult
  readonly bare: LoadResult
}

const columns = [
  'operation',
  'conn',
  'linli req/s',
  'p50 ms',
  'p99 ms',
  'bare req/s',
  'p50 ms',
  'p99 ms',
  'ratio',
]
const widths = [10, 5, 12, 8, 8, 11, 8, 8, 6]
const line = (cells: readonly (string | number)[]): string =>
  cells.map((cell, index) => String(cell).padStart(widths[index] ?? 0)).join(' ')

export const heading = (): string => line(columns)

/** One line of the table; `ratio` is Linli's throughput over that of the bare server. */
export function lineOf({ operation, connections, linli, bare }: Measured): string {
  const figures = ({ requestsPerSecond, p50, p99 }: LoadResult) => [requestsPerSecond.toFixed(0), p50, p99]
  const ratio = (linli.requestsPerSecond / bare.requestsPerSecond).toFixed(2)
  return line([operation, connections, ...figures(linli), ...figures(bare), ratio])
}

/** What went wrong, in words; a run with a fault measures nothing and fails. */
export function faultsOf({ operation, connections, linli, bare }: Measured): string[] {
  return Object.entries({ linli, bare }).flatMap(([who, { errors, timeouts, non2xx, requests }]) =>
    errors + timeouts + non2xx > 0 || requests === 0
      ? [
          `${who} ${operation} at ${connections}: ${errors} errors, ${timeouts} timeouts, ${non2xx} not 2xx, ${requests} requests`,
        ]
      : [],
  )
}
