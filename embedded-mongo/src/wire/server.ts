import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { Connection, type Answer } from './connection'

export interface WireServer {
  port: number
  /** Takes no new connection, lets commands under way finish, closes. */
  close(): Promise<void>
}

const LOOPBACK = '127.0.0.1'

/** Listens on the loopback address alone. @param port 0 = any free port */
export async function listen(port: number, answer: Answer): Promise<WireServer> {
  const connections = new Set<Connection>()
  let lastId = 0
  const server = createServer((socket) => {
    const connection = new Connection(socket, ++lastId, answer)
    connections.add(connection)
    socket.on('close', () => connections.delete(connection))
  })
  server.listen({ host: LOOPBACK, port, backlog: 1024 })
  await once(server, 'listening') // fails with the error of a port that is taken
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      await Promise.all([...connections].map((connection) => connection.drain()))
      await closed
    },
  }
}
