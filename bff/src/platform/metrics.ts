import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

/** What `/metrics` tells Prometheus. Labels hold route patterns and codes, never addresses or people. */
export interface Metrics {
  readonly registry: Registry
  readonly requests: Histogram<'method' | 'route' | 'status'>
  readonly problems: Counter<'code'>
  readonly openRequests: Gauge
}

export function createMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  return {
    registry,
    requests: new Histogram({
      name: 'linli_http_request_seconds',
      help: 'Time to answer a request, by route pattern',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers,
    }),
    problems: new Counter({
      name: 'linli_problems_total',
      help: 'Problem documents sent, by code',
      labelNames: ['code'],
      registers,
    }),
    openRequests: new Gauge({
      name: 'linli_http_open_requests',
      help: 'Requests being served',
      registers,
    }),
  }
}
