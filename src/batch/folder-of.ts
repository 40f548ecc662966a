import { Usage } from '../cli/exit.ts'

/**
 * Which folder is a learner's, by their login: the one of that name, or the one whose name ends in it behind a hyphen,
 * as Classroom 50 calls a repository: `CLASSROOM-ASSIGNMENT-LOGIN`. Of two logins that fit, the longer one is meant:
 * `x-mary-ann` is mary-ann's and not ann's. Logins know no capitals. Throws a `Usage` that begins with the learner's
 * place where several folders fit; where none does, the folder of that name is what is missed.
 */
export function foldersByLogin(
  logins: { login: string; place: string }[],
  folders: string[],
): Map<string, string> {
  const ofFolder = new Map(folders.map((folder) => [folder, loginIn(folder, logins)]))
  return new Map(
    logins.map(({ login, place }) => {
      const own = folders.filter((folder) => ofFolder.get(folder) === login)
      const exact = own.filter((folder) => folder.toLowerCase() === login.toLowerCase())
      const [folder = login, ...more] = exact.length > 0 ? exact : own
      if (more.length > 0)
        throw new Usage(
          `${place}: several folders may be ${JSON.stringify(login)}'s: ${[folder, ...more].sort().join(', ')}. Give the roster a column "submission", or leave the one that is meant.`,
        )
      return [login, folder]
    }),
  )
}

function loginIn(folder: string, logins: { login: string }[]): string | undefined {
  const name = folder.toLowerCase()
  const fitting = logins.filter(({ login }) => `-${name}`.endsWith(`-${login.toLowerCase()}`))
  return fitting.sort((a, b) => b.login.length - a.login.length)[0]?.login
}
