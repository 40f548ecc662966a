import net from 'node:net'
import { AnswerReader, type Reading } from './answer.ts'

/** An answer that takes longer is none. */
const PATIENCE_MS = 10_000
/** A new connection is listened to for as many looks before it is used: what comes before a request is no answer. */
const QUIET_LOOKS = 2
/** Room for one piece of an answer, used again for the next. */
const PIECE_BYTES = 16 * 1024

/** One of the load's connections: one request at a time, and kept for the next where the server keeps it. */
export class Connection {
  private readonly request: Buffer
  private readonly room = Buffer.allocUnsafe(PIECE_BYTES)
  private socket: net.Socket | undefined
  /** The answer that is being read; there is none before the request is sent. */
  private answer: AnswerReader | undefined
  /** When the request under way was asked for; undefined where none is. */
  private since: number | undefined
  private quietLooks = 0

  constructor(
    private readonly url: URL,
    /** Told when a request has ended, and whether it was answered with success. */
    private readonly ended: (connection: Connection, isSuccess: boolean) => void,
  ) {
    this.request = Buffer.from(`GET ${url.pathname}${url.search} HTTP/1.1\r\nHost: ${url.host}\r\n\r\n`)
  }

  /** Sends one request; opens the connection first if there is none. */
  ask(now: number): void {
    this.since = now
    if (this.socket) this.send(this.socket)
    else this.socket = this.open()
  }

  /** To be called at each look at the clock: it ends a request that takes too long. */
  look(now: number): void {
    if (this.since === undefined) return
    if (now - this.since > PATIENCE_MS) this.end(false)
    else if (this.socket && !this.answer && !this.socket.connecting && ++this.quietLooks > QUIET_LOOKS)
      this.send(this.socket)
  }

  /** Gives up what is under way. Returns when the connection is closed. */
  async close(): Promise<void> {
    const { socket } = this
    this.since = undefined
    this.drop()
    if (socket && !socket.closed) await new Promise((resolve) => socket.once('close', resolve))
  }

  private open(): net.Socket {
    this.quietLooks = 0
    const socket: net.Socket = net.connect({
      host: this.url.hostname.replace(/^\[|\]$/g, ''),
      port: Number(this.url.port || 80),
      noDelay: true,
      onread: {
        buffer: this.room,
        callback: (length) => {
          if (socket === this.socket) this.take(this.room.subarray(0, length))
          return true
        },
      },
    })
    socket.on('error', () => undefined)
    socket.on('close', (hasFailed) => {
      if (socket === this.socket) this.take(hasFailed ? 'broken' : (this.answer?.close() ?? 'broken'))
    })
    return socket
  }

  private send(socket: net.Socket): void {
    this.answer = new AnswerReader()
    socket.write(this.request)
  }

  /** Takes a piece of the answer, or how the connection ended. */
  private take(piece: Buffer | Reading): void {
    const reading = typeof piece === 'string' ? piece : (this.answer?.read(piece) ?? 'broken')
    if (reading !== 'more') this.end(reading === 'whole')
  }

  private end(isWhole: boolean): void {
    const { answer, since } = this
    this.answer = undefined
    this.since = undefined
    if (!isWhole || !answer?.isKept) this.drop()
    if (since !== undefined)
      this.ended(this, isWhole && answer !== undefined && answer.status >= 200 && answer.status < 300)
  }

  private drop(): void {
    this.socket?.destroy()
    this.socket = undefined
    this.answer = undefined
  }
}
