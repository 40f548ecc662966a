import type { LogSentence } from '../diagnosis/app-knowledge.ts'

/** Sentences that PostgreSQL logs when it refuses a client, or its own directory. */
export const logSentences: LogSentence[] = [
  {
    words: /(?:password authentication failed for user|role) "([^"]+)"/,
    explain: ([, user]) => ({
      cause: `PostgreSQL knows no user "${user}" with this password: compare POSTGRES_USER and POSTGRES_PASSWORD with what the app uses. They count at the first start, before there is data.`,
      variables: ['POSTGRES_USER', 'POSTGRES_PASSWORD'],
    }),
  },
  {
    words: /database "([^"]+)" does not exist/,
    explain: ([, name]) => ({
      cause: `PostgreSQL has no database "${name}": compare POSTGRES_DB with what the app uses. It counts at the first start, before there is data.`,
      variables: ['POSTGRES_DB'],
    }),
  },
  {
    words: /superuser password is not specified/,
    explain: () => ({ cause: 'PostgreSQL wants POSTGRES_PASSWORD.', variables: ['POSTGRES_PASSWORD'] }),
  },
  {
    words: /directory "[^"]*" exists but is not empty|lost\+found/,
    explain: () => ({
      cause:
        'PostgreSQL wants an empty directory of its own: mount the volume with a subPath, or set PGDATA.',
      field: 'volumeMounts',
    }),
  },
]
