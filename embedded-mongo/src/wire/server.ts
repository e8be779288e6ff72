import { createServer, type AddressInfo, type Server } from 'node:net'
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
  await started(server, port)
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      await Promise.all([...connections].map((connection) => connection.drain()))
      await closed
    },
  }
}

function started(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host: LOOPBACK, port, backlog: 1024 }, () => {
      server.off('error', reject)
      resolve()
    })
  })
}
