import { readFile } from 'node:fs/promises'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { fixture } from '../parts/places.ts'
import type { Terminal } from './terminal.ts'

/** A chart repository that helm can add. */
export interface ChartRepository {
  url: string
  close(): Promise<void>
}

/** Packs the stand-in chart and serves it on 127.0.0.1 until it is closed. */
export async function serveCharts(terminal: Terminal): Promise<ChartRepository> {
  await terminal.succeed('helm', ['package', fixture('chart'), '--destination', 'charts'])
  await terminal.succeed('helm', ['repo', 'index', 'charts'])
  const folder = path.join(terminal.home, 'charts')
  const server = http.createServer((request, response) => {
    readFile(path.join(folder, path.basename(request.url ?? ''))).then(
      (file) => response.end(file),
      () => response.writeHead(404).end(),
    )
  })
  await new Promise<void>((resolve, reject) => server.on('error', reject).listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()))
  return { url: `http://127.0.0.1:${port}`, close }
}
