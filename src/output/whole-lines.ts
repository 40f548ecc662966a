/** A stream that lines are written to. */
export type Written = Pick<NodeJS.WriteStream, 'write'>

/**
 * From now on, hands the lines that anybody writes to a stream to `receive` instead, with their line breaks, once they
 * are whole. Returns a function that gives the stream its own `write` back, with what was not a whole line.
 */
export function takeLines(stream: Written, receive: (lines: string) => void): () => void {
  const { write } = stream
  let begun = ''
  // Both forms that `write` has: with an encoding before the callback, and without.
  stream.write = (chunk: Uint8Array | string, encoding?: unknown, callback?: unknown) => {
    const text = begun + (typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString())
    const end = text.lastIndexOf('\n') + 1
    begun = text.slice(end)
    if (end > 0) receive(text.slice(0, end))
    const done = typeof encoding === 'function' ? encoding : callback
    if (typeof done === 'function') process.nextTick(() => done())
    return true
  }
  return () => {
    stream.write = write
    if (begun !== '') stream.write(begun)
  }
}
