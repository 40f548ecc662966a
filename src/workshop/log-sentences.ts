import type { LogSentence } from '../diagnosis/app-knowledge.ts'

/** Sentences that PostgreSQL logs when it refuses a client, or its own directory. */
export const logSentences: LogSentence[] = [
  {
    words: /(?:password authentication failed for user|role) "([^"]+)"/,
    explain: ([, user]) => ({
      cause: `PostgreSQL has no user "${user}" with this password: compare POSTGRES_USER and POSTGRES_PASSWORD with the app’s variables. PostgreSQL reads them only at its first start, before it has data.`,
      variables: ['POSTGRES_USER', 'POSTGRES_PASSWORD'],
    }),
  },
  {
    words: /database "([^"]+)" does not exist/,
    explain: ([, name]) => ({
      cause: `PostgreSQL has no database "${name}": compare POSTGRES_DB with the app’s variables. PostgreSQL reads it only at its first start, before it has data.`,
      variables: ['POSTGRES_DB'],
    }),
  },
  {
    words: /superuser password is not specified/,
    explain: () => ({
      cause: 'Set POSTGRES_PASSWORD: PostgreSQL does not start without it.',
      variables: ['POSTGRES_PASSWORD'],
    }),
  },
  {
    words: /directory "[^"]*" exists but is not empty|lost\+found/,
    explain: () => ({
      cause:
        'PostgreSQL needs an empty directory: mount the volume with a `subPath`, or set `PGDATA` to a new directory in it.',
      field: 'volumeMounts',
    }),
  },
]
