/** An answer of the app has some hundred bytes. No more is read of one, its headers included. */
export const MOST_BYTES = 64 * 1024
/** An answer comes in one to three pieces. Each piece costs time, also one of a single byte. */
const MOST_PIECES = 256

const STATUS = /^HTTP\/1\.([01]) ([1-5]\d\d)(?: |$)/
const CHUNK_SIZE = /^([\da-f]{1,8})[ \t]*(?:;|$)/i

/** The state after a piece: the answer goes on, is complete, or is no HTTP that can be counted. */
export type Reading = 'more' | 'whole' | 'broken'

/** Reads one HTTP/1 answer to a GET, piece by piece. Counts its bytes, and keeps none but those of a line that is not whole. */
export class AnswerReader {
  /** The status code; 0 until it was read. */
  status = 0
  /** Whether the server may be asked again on the same connection. */
  isKept = true
  private expects: 'status' | 'header' | 'length' | 'size' | 'after chunk' | 'trailer' | 'close' | 'none' =
    'status'
  /** Bytes of the body, or of a chunk of it, that are still to come. */
  private left = 0
  private line = ''
  private length: number | undefined
  private isChunked = false
  private bytes = 0
  private pieces = 0

  /** Takes the next piece. Bytes after the end of an answer make it invalid. */
  read(piece: Buffer): Reading {
    this.bytes += piece.length
    this.pieces++
    if (this.bytes > MOST_BYTES || this.pieces > MOST_PIECES) return 'broken'
    for (let i = 0; i < piece.length; ) {
      if (this.expects === 'none') return 'broken'
      if (this.expects === 'close') return 'more'
      if (this.left > 0) {
        const taken = Math.min(this.left, piece.length - i)
        this.left -= taken
        i += taken
        if (this.left === 0) this.expects = this.isChunked ? 'after chunk' : 'none'
        continue
      }
      const end = piece.indexOf(0x0a, i)
      this.line += piece.toString('latin1', i, end < 0 ? piece.length : end)
      if (end < 0) return 'more'
      i = end + 1
      const line = this.line.endsWith('\r') ? this.line.slice(0, -1) : this.line
      this.line = ''
      if (!this.takes(line)) return 'broken'
    }
    return this.expects === 'none' ? 'whole' : 'more'
  }

  /** The state after the server has closed the connection. */
  close(): Reading {
    return this.expects === 'close' ? 'whole' : 'broken'
  }

  /** Takes a line of what surrounds the body; false if it is none that HTTP knows. */
  private takes(line: string): boolean {
    switch (this.expects) {
      case 'status':
        return this.takesStatus(line)
      case 'header':
        return line === '' ? this.endsHead() : this.takesHeader(line)
      case 'size':
        return this.takesSize(line)
      case 'after chunk':
        this.expects = 'size'
        return line === ''
      default:
        if (line === '') this.expects = 'none'
        return true
    }
  }

  private takesStatus(line: string): boolean {
    const [, minor, status] = STATUS.exec(line) ?? []
    // 101 would go on in another protocol, which nobody asked for.
    if (status === undefined || status === '101') return false
    this.status = Number(status)
    this.isKept = minor === '1'
    this.expects = 'header'
    return true
  }

  private takesHeader(line: string): boolean {
    const colon = line.indexOf(':')
    if (colon <= 0) return false
    const value = line
      .slice(colon + 1)
      .trim()
      .toLowerCase()
    switch (line.slice(0, colon).toLowerCase()) {
      case 'content-length':
        if (!/^\d{1,9}$/.test(value) || this.length !== undefined) return false
        this.length = Number(value)
        return true
      case 'transfer-encoding':
        if (value !== 'chunked' || this.isChunked) return false
        this.isChunked = true
        return true
      case 'connection':
        if (value === 'close') this.isKept = false
        return true
      default:
        return true
    }
  }

  /** After the empty line: how the end of the body is told. */
  private endsHead(): boolean {
    const { status, isChunked, length } = this
    // Where both are given, each reader sees another end.
    if (isChunked && length !== undefined) return false
    if (status < 200) this.expects = 'status'
    else if (status === 204 || status === 304 || length === 0) this.expects = 'none'
    else if (isChunked) this.expects = 'size'
    else if (length === undefined) {
      this.expects = 'close'
      this.isKept = false
    } else {
      this.expects = 'length'
      this.left = length
    }
    return true
  }

  private takesSize(line: string): boolean {
    const [, size] = CHUNK_SIZE.exec(line) ?? []
    if (size === undefined) return false
    this.left = Number.parseInt(size, 16)
    if (this.left === 0) this.expects = 'trailer'
    return true
  }
}
