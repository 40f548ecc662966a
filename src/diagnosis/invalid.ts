import { explainPolicy } from './policies.ts'
import { beginningOf } from './sentence.ts'

/** What the API server says of a manifest that it refuses, and what that means for the learner. */
const SENTENCES: [RegExp, string][] = [
  [
    /`selector` does not match template `labels`/,
    'The Pods of the template must have the labels that `selector.matchLabels` asks for.',
  ],
  [
    /unknown field|field not declared in schema/,
    'There is no such field at that place: compare its name and its indentation with `kubectl explain`.',
  ],
  [
    /volumeMounts\[\d+\]\.name: Not found/,
    'A mount takes the name of a volume, or of a volumeClaimTemplate, and there is none of that name.',
  ],
  [
    /^(?=.*Invalid value: ).*: must /,
    'The API server takes no such value there: its sentence says which would do, and beside which other field.',
  ],
  [/Required value/, 'A field that must be there is missing: the sentence names it.'],
]

/** Says what a refusal of a manifest means. */
export function explainInvalid(said: string): string {
  const message = beginningOf(said)
  return (
    explainPolicy(message)?.cause ??
    SENTENCES.find(([words]) => words.test(message))?.[1] ??
    'The manifest is not valid as it stands.'
  )
}
