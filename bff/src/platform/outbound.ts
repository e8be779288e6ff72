import { lookup as resolve, type LookupAddress } from 'node:dns'
import { request as requestHttp, type IncomingMessage } from 'node:http'
import { request as requestHttps } from 'node:https'
import { BlockList, isIP, isIPv6, type LookupFunction } from 'node:net'

/** Why an address that somebody else named was not asked. */
export type OutboundReason =
  'address' | 'host_not_listed' | 'private_address' | 'redirected' | 'too_large' | 'timed_out' | 'failed'

export class OutboundError extends Error {
  constructor(
    readonly reason: OutboundReason,
    options?: ErrorOptions,
  ) {
    super(`outbound: ${reason}`, options)
  }
}

/** Requests to addresses that somebody else named. */
export interface Outbound {
  /** What the operator has listed. */
  readonly hosts: readonly string[]
  /** What is wrong with an address before anybody is asked; null for one that may be tried. */
  refusalOf(address: string): OutboundReason | null
  /** The body of a 200. Throws {@link OutboundError} for everything else. */
  get(address: string, limits: { mostBytes: number }): Promise<Buffer>
  /** The status of the answer, whose body nobody reads. Throws {@link OutboundError} for a redirect or no answer. */
  post(address: string, message: OutboundMessage): Promise<number>
}

export interface OutboundMessage {
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** How a connection is made; tests bring a lookup and a server of their own. */
export interface OutboundPolicy {
  readonly protocol: 'https:' | 'http:'
  readonly resolve: (hostname: string, done: (error: Error | null, found: LookupAddress[]) => void) => void
  readonly mayConnect: (address: string) => boolean
  /** For all of it: name, connection, head and body. */
  readonly timeoutMs: number
}

const within = (subnets: string, family: 'ipv4' | 'ipv6'): BlockList => {
  const list = new BlockList()
  for (const subnet of subnets.split(' ')) {
    const [net = '', bits] = subnet.split('/')
    list.addSubnet(net, Number(bits), family)
  }
  return list
}

/** Not of the public network (RFC 6890 and the IANA registries of special addresses). */
const special4 = within(
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 ' +
    '192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4',
  'ipv4',
)
/** All that is given out; what carries an IPv4 address inside (mapped, NAT64) lies outside of it. */
const global6 = within('2000::/3', 'ipv6')
/** Given out, and yet no host: Teredo and other protocol assignments, examples, 6to4. */
const special6 = within('2001::/23 2001:db8::/32 2002::/16 3fff::/20', 'ipv6')

/** An address of the public network; an IPv4 one inside an IPv6 one is none. */
export function isPublicAddress(address: string): boolean {
  if (isIPv6(address)) return global6.check(address, 'ipv6') && !special6.check(address, 'ipv6')
  return isIP(address) === 4 && !special4.check(address, 'ipv4')
}

const strict: OutboundPolicy = {
  protocol: 'https:',
  // Of a name that is not known node answers no list at all.
  resolve: (hostname, done) =>
    resolve(hostname, { all: true }, (error, found) => done(error, error ? [] : found)),
  mayConnect: isPublicAddress,
  timeoutMs: 5_000,
}

/**
 * The one way to an address that somebody else named: https to a host the operator has listed (`name` or `name:port`),
 * each resolved address judged at the moment of connecting, no redirect followed, 5 seconds and a limit of bytes for
 * everything. Nothing is kept open, no cookie or credential goes along.
 */
export function createOutbound(hosts: readonly string[], policy: OutboundPolicy = strict): Outbound {
  const listed = new Set(hosts.map((host) => host.toLowerCase()))
  const send = policy.protocol === 'https:' ? requestHttps : requestHttp

  function judged(address: string): URL {
    const url = URL.canParse(address) ? new URL(address) : null
    if (url?.protocol !== policy.protocol || url.username !== '' || url.password !== '')
      throw new OutboundError('address')
    if (!listed.has(url.host)) throw new OutboundError('host_not_listed')
    // A literal address is never looked up, so it would not be judged.
    if (isIP(url.hostname.replaceAll(/[[\]]/g, '')) !== 0) throw new OutboundError('private_address')
    return url
  }

  /** Hands on what it has judged, so that nothing can change between the two. One bad address spoils the name. */
  const lookup: LookupFunction = (hostname, options, done) => {
    policy.resolve(hostname, (error, found) => {
      const [first] = found
      if (error || !first) done(error ?? new OutboundError('failed'), '')
      else if (!found.every(({ address }) => policy.mayConnect(address)))
        done(new OutboundError('private_address'), '')
      else if (options.all) done(null, found)
      else done(null, first.address, first.family)
    })
  }

  /** One request under the guard; `read` gets the answer when it is no redirect, and settles the promise. */
  function ask<T>(
    address: string,
    method: 'GET' | 'POST',
    message: OutboundMessage | null,
    read: (
      answer: IncomingMessage,
      fulfil: (value: T) => void,
      refuse: (reason: OutboundReason) => void,
    ) => void,
  ): Promise<T> {
    return new Promise<T>((fulfil, reject) => {
      const url = judged(address)
      const signal = AbortSignal.timeout(policy.timeoutMs)
      const fail = (error: unknown): void => {
        if (error instanceof OutboundError) reject(error)
        else reject(new OutboundError(signal.aborted ? 'timed_out' : 'failed', { cause: error }))
      }
      const headers = message?.headers ?? {}
      const asked = send(url, { lookup, signal, agent: false, method, headers }, (answer) => {
        const refuse = (reason: OutboundReason): void => void answer.destroy(new OutboundError(reason))
        const { statusCode = 0 } = answer
        answer.on('error', fail)
        if (statusCode >= 300 && statusCode < 400) refuse('redirected')
        else read(answer, fulfil, refuse)
      })
      asked.on('error', fail)
      asked.end(message?.body)
    })
  }

  return {
    hosts: [...listed],
    refusalOf(address) {
      try {
        judged(address)
        return null
      } catch (error) {
        if (error instanceof OutboundError) return error.reason
        throw error
      }
    },
    get: (address, { mostBytes }) =>
      ask<Buffer>(address, 'GET', null, (answer, fulfil, refuse) => {
        const chunks: Buffer[] = []
        let bytes = 0
        answer.on('data', (chunk: Buffer) => {
          bytes += chunk.length
          if (bytes > mostBytes) refuse('too_large')
          else chunks.push(chunk)
        })
        answer.on('end', () => fulfil(Buffer.concat(chunks)))
        if (answer.statusCode !== 200) refuse('failed')
      }),
    post: (address, message) =>
      ask<number>(address, 'POST', message, (answer, fulfil) => {
        fulfil(answer.statusCode ?? 0)
        answer.destroy()
      }),
  }
}
