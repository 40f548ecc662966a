/** What the last words of a container mean for the learner, and which variable or field decides it. */
export interface Meaning {
  cause: string
  /** The words themselves; what stands around them may count tries and differ each time. */
  words: string
  /** Variables of the database of which the first that is there is meant. */
  variables?: string[]
  /** A field of the container, or of its Pod. */
  field?: string
}

const WORDS: [RegExp, (found: RegExpExecArray) => Omit<Meaning, 'words'>][] = [
  [
    /(?:password authentication failed for user|role) "([^"]+)"/,
    ([, user]) => ({
      cause: `PostgreSQL knows no user "${user}" with this password: compare POSTGRES_USER and POSTGRES_PASSWORD with what the app uses. They count at the first start, before there is data.`,
      variables: ['POSTGRES_USER', 'POSTGRES_PASSWORD'],
    }),
  ],
  [
    /database "([^"]+)" does not exist/,
    ([, name]) => ({
      cause: `PostgreSQL has no database "${name}": compare POSTGRES_DB with what the app uses. It counts at the first start, before there is data.`,
      variables: ['POSTGRES_DB'],
    }),
  ],
  [
    /superuser password is not specified/,
    () => ({ cause: 'PostgreSQL wants POSTGRES_PASSWORD.', variables: ['POSTGRES_PASSWORD'] }),
  ],
  [
    /directory "[^"]*" exists but is not empty|lost\+found/,
    () => ({
      cause:
        'PostgreSQL wants an empty directory of its own: mount the volume with a subPath, or set PGDATA.',
      field: 'volumeMounts',
    }),
  ],
  [
    /permission denied|not permitted|read-only file system/i,
    () => ({
      cause: 'The container may not do what it must: its last words say what.',
      field: 'securityContext',
    }),
  ],
]

/** Says what the last words of a container mean, where that is known. */
export function explainWords(log = ''): Meaning | undefined {
  for (const [words, meaning] of WORDS) {
    const found = words.exec(log)
    if (found) return { ...meaning(found), words: found[0] }
  }
  return undefined
}
