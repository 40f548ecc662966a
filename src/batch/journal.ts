import { closeSync, existsSync, fsyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs'
import { Usage } from '../cli/exit.ts'
import type { Pace } from '../cluster/pace.ts'
import type { Row } from '../gradebook/row.ts'

/** What a verdict depends on: where all of it is the same, grading again would say the same. */
export interface Key {
  /** Of what was handed in. */
  submission: string
  rubric: string
  assay: string
  nodeImage: string
  /** The id of each image, shortened; not in journals of before they were noted. */
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

/** The reference graded in between: where it does not score full, the machine was not fit to grade. */
export interface Control {
  kind: 'control'
  isFull: boolean
  /** What it came to. */
  said: string
  endedAt: string
}

/** A line of a journal. */
export type JournalEntry = Grade | Control

/**
 * What a batch has done, a line of JSON for each grade, on the disk before the next step is taken. Killed in the
 * middle of a line, it is read up to the last whole one.
 */
export class Journal {
  private readonly descriptor: number

  private constructor(
    readonly file: string,
    /** What was in it when it was opened. */
    readonly entries: JournalEntry[],
    /** Where its last whole line ends, in bytes. */
    private length: number,
  ) {
    this.descriptor = openSync(file, 'a')
    ftruncateSync(this.descriptor, length)
  }

  /** Opens a journal, new or not; throws {@link Usage} where it holds what no batch has written. */
  static open(file: string): Journal {
    const bytes = existsSync(file) ? readFileSync(file) : Buffer.alloc(0)
    const whole = bytes.subarray(0, bytes.lastIndexOf('\n') + 1)
    const lines = whole.toString('utf8').split('\n').slice(0, -1)
    const entries = lines.map((line, i) => {
      const entry = parse(line)
      if (!entry) throw new Usage(`${file}:${i + 1} is not a line of a journal. Restore it, or take it out.`)
      return entry
    })
    return new Journal(file, entries, whole.length)
  }

  /** Adds an entry, and returns when it is on the disk. Throws the system's error, and holds none of it, where there is no room. */
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
