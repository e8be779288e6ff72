import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { createOutbound, isPublicAddress, OutboundError, type OutboundPolicy } from './outbound'

it.each([
  ...['127.0.0.1', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.169.254', '0.0.0.0'],
  ...[
    '100.64.0.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    'fe80::1',
    'fc00::1',
    'fd12::1',
  ],
  ...['::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:8.8.8.8', '64:ff9b::a00:1', '2002:7f00:1::', '2001::1'],
  ...['2001:db8::1', 'ff02::1', '::127.0.0.1', 'example.cn', ''],
])('%s is no address of the public network', (address) => {
  expect(isPublicAddress(address)).toBe(false)
})

it.each(['8.8.8.8', '172.32.0.1', '100.128.0.1', '2400:3200::1', '2606:4700::1111'])(
  '%s is one',
  (address) => {
    expect(isPublicAddress(address)).toBe(true)
  },
)

describe('a request', () => {
  let server: Server
  let port: number
  let asked: string[] = []
  beforeAll(async () => {
    server = createServer((request, response) => {
      asked.push(request.url ?? '')
      if (request.url === '/moved') response.writeHead(302, { location: '/photo' }).end()
      else if (request.url === '/gone') response.writeHead(404).end()
      else if (request.url === '/silent') response.writeHead(200).write('a')
      else if (request.method === 'POST')
        void text(request).then((body) => response.writeHead(body === 'news' ? 204 : 500).end())
      else response.end('photo')
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    port = (server.address() as AddressInfo).port
  })
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })
  beforeEach(() => {
    asked = []
  })

  const loopback = (changes: Partial<OutboundPolicy> = {}) =>
    createOutbound([`photos.test:${port}`], {
      protocol: 'http:',
      resolve: (_, done) => done(null, [{ address: '127.0.0.1', family: 4 }]),
      mayConnect: (address) => address === '127.0.0.1',
      timeoutMs: 300,
      ...changes,
    })
  const ask = (path: string, outbound = loopback(), mostBytes = 100) =>
    outbound
      .get(`http://photos.test:${port}${path}`, { mostBytes })
      .then(String, (error: unknown) => (error instanceof OutboundError ? error.reason : error))

  it('brings the body of a listed host', async () => {
    expect(await ask('/photo')).toBe('photo')
  })

  it.each([
    ['/moved', 'redirected'],
    ['/gone', 'failed'],
    ['/silent', 'timed_out'],
  ])('to %s ends as %s and is not followed', async (path, reason) => {
    expect(await ask(path)).toBe(reason)
    expect(asked).toEqual([path])
  })

  it.each([
    ['/hook', 'news', 204],
    ['/hook', 'olds', 500],
    ['/moved', 'news', 'redirected'],
    ['/gone', 'news', 404],
  ])('posts to %s and tells the status: %s is %s', async (path, body, status) => {
    const headers = { 'content-type': 'text/plain' }
    const answer = loopback()
      .post(`http://photos.test:${port}${path}`, { headers, body })
      .catch((error: unknown) => (error instanceof OutboundError ? error.reason : error))
    expect(await answer).toBe(status)
  })

  it('reads no more than it may', async () => {
    expect(await ask('/photo', loopback(), 4)).toBe('too_large')
  })

  it('judges the address at connecting, however many the name has, and does not knock', async () => {
    const strict = loopback({ mayConnect: isPublicAddress })
    expect(await ask('/photo', strict)).toBe('private_address')
    const mixed = loopback({
      resolve: (_, done) =>
        done(null, [
          { address: '8.8.8.8', family: 4 },
          { address: '::ffff:127.0.0.1', family: 6 },
        ]),
      mayConnect: isPublicAddress,
    })
    expect(await ask('/photo', mixed)).toBe('private_address')
    expect(asked).toEqual([])
  })

  it.each([
    ['http://photos.test/x', 'address'],
    ['ftp://photos.test/x', 'address'],
    ['https://user:word@photos.test/x', 'address'],
    ['nonsense', 'address'],
    ['https://other.test/x', 'host_not_listed'],
    ['https://photos.test:8443/x', 'host_not_listed'],
    ['https://photos.test.evil.test/x', 'host_not_listed'],
    ['https://127.0.0.1/x', 'private_address'],
    ['https://2130706433/x', 'private_address'],
    ['https://[::1]/x', 'private_address'],
  ])('to %s is refused before anything is looked up', async (address, reason) => {
    const looked = jest.fn()
    const outbound = createOutbound(['photos.test', '127.0.0.1', '[::1]'], {
      protocol: 'https:',
      resolve: looked,
      mayConnect: isPublicAddress,
      timeoutMs: 300,
    })
    await expect(outbound.get(address, { mostBytes: 10 })).rejects.toMatchObject({ reason })
    expect(looked).not.toHaveBeenCalled()
  })
})
