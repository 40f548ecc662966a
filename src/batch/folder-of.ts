import { Usage } from '../cli/exit.ts'

/**
 * Finds a learner's folder by their login: the folder of that name, or one that ends in a hyphen and the
 * login, as Classroom 50 names repositories: `CLASSROOM-ASSIGNMENT-LOGIN`. If two logins fit, the longer one
 * counts: `x-mary-ann` is mary-ann's and not ann's. Case is ignored. If several folders fit, throws a `Usage`
 * that begins with the learner's line; if none fits, the result is the folder of that name.
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
          `${place}: several folders may belong to ${JSON.stringify(login)}: ${[folder, ...more].sort().join(', ')}. Add a column "submission" to the roster, or keep only the right folder.`,
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
