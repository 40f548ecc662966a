import { closeSync, existsSync, fsyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs'
import { Usage } from '../cli/exit.ts'
import type { Pace } from '../cluster/pace.ts'
import type { Row } from '../gradebook/row.ts'

/** Everything that a verdict depends on: if it is all the same, another grade would give the same verdict. */
export interface Key {
  /** The digest of the submission. */
  submission: string
  rubric: string
  assay: string
  nodeImage: string
  /** The id of each image, shortened; missing in journals older than this field. */
  images?: Record<string, string>
  pace: Pace
  /** The ids of the sections that were graded. */
  sections: string[]
}

/** One grade that has ended, however it ended. */
export interface Grade extends Pick<Row, 'standing' | 'why' | 'report' | 'ownObjects'> {
  kind: 'grade'
  /** The learner's id. */
  learner: string
  key: Key
  /** When its checks began. */
  startedAt: string
  endedAt: string
}

/** A grade of the reference, as a control: if it does not score full, the machine was not fit to grade. */
export interface Control {
  kind: 'control'
  isFull: boolean
  /** Its score, or why it has none. */
  said: string
  endedAt: string
}

/** A line of a journal. */
export type JournalEntry = Grade | Control

/**
 * The record of a batch: a line of JSON for each grade, written to disk before the next step. If the batch
 * was killed in the middle of a line, the journal is read up to the last complete one.
 */
export class Journal {
  private readonly descriptor: number

  private constructor(
    readonly file: string,
    /** Its entries when it was opened. */
    readonly entries: JournalEntry[],
    /** Where its last whole line ends, in bytes. */
    private length: number,
  ) {
    this.descriptor = openSync(file, 'a')
    ftruncateSync(this.descriptor, length)
  }

  /** Opens a journal, or creates it. Throws {@link Usage} if it has a line that no batch has written. */
  static open(file: string): Journal {
    const bytes = existsSync(file) ? readFileSync(file) : Buffer.alloc(0)
    const whole = bytes.subarray(0, bytes.lastIndexOf('\n') + 1)
    const lines = whole.toString('utf8').split('\n').slice(0, -1)
    const entries = lines.map((line, i) => {
      const entry = parse(line)
      if (!entry)
        throw new Usage(`${file}:${i + 1} is not an entry of a journal. Restore the line, or delete it.`)
      return entry
    })
    return new Journal(file, entries, whole.length)
  }

  /**
   * Adds an entry, and returns when it is on disk. If there is no room, throws the system's error and adds
   * nothing.
   */
  add(entry: JournalEntry): void {
    const line = Buffer.from(`${JSON.stringify(entry)}\n`)
    try {
      for (let written = 0; written < line.length; ) written += writeSync(this.descriptor, line, written)
      fsyncSync(this.descriptor)
    } catch (error) {
      // Another grade may end before the batch does, and its line must not go on where this one broke off.
      ftruncateSync(this.descriptor, this.length)
      throw error
    }
    this.length += line.length
    this.entries.push(entry)
  }

  close(): void {
    closeSync(this.descriptor)
  }
}

function parse(line: string): JournalEntry | undefined {
  try {
    const entry = JSON.parse(line)
    return ['grade', 'control'].includes(entry?.kind) ? entry : undefined
  } catch {
    return undefined
  }
}
