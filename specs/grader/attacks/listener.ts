import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { type AddressInfo, createConnection, createServer } from 'node:net'
import type { TestContext } from 'vitest'

/** A program on this machine that answers on all of its addresses, by TCP and by UDP, as long as the test takes; returns its port. */
export async function listen({ onTestFinished }: Pick<TestContext, 'onTestFinished'>): Promise<number> {
  const server = createServer((socket) => socket.on('error', () => undefined).end()).listen(0, '0.0.0.0')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const udp = createSocket('udp4').on('message', (query, { port: from, address }) => {
    // As a name server answers that there is no such name: a response, with its code 3.
    const answer = Buffer.from(query)
    answer.writeUInt16BE(0x8183, 2)
    udp.send(answer, from, address)
  })
  udp.bind(port, '0.0.0.0')
  await once(udp, 'listening')
  onTestFinished(() => {
    server.close()
    udp.close()
  })
  return port
}

/** Whether an address answers from this machine: where not, that a Pod is not answered says nothing. */
export async function answers(host: string, port: number): Promise<boolean> {
  const socket = createConnection({ host, port, timeout: 1000 })
  const connected = await Promise.race([
    once(socket, 'connect').then(() => true),
    once(socket, 'timeout').then(() => false),
  ]).catch(() => false)
  socket.destroy()
  return connected
}
