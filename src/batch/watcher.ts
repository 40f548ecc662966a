/** Is told how a batch goes. */
export interface BatchWatcher {
  /** This many more grades are to come. */
  expect(grades: number): void
  /** A grade's cluster is being started. */
  start(id: string): void
  /** A check of it waits for something. */
  wait(id: string, check: string, what: string): void
  /** It has ended, and this came of it. */
  end(id: string, outcome: string): void
  /** Something that whoever started the batch should know. */
  note(text: string): void
  close(): void
}
