import { expect, test } from 'vitest'
import { UNSEEN } from './command.ts'
import { limits } from './limits.ts'
import { readLines, readScripts } from './script.ts'

const read = (text: string) => readLines({ file: 'commands.sh', text }, UNSEEN)

/** Where the commands of a script begin, and what they do. */
const places = (text: string) =>
  read(text).commands.map(({ line, column, verb, text }) => `${line}:${column} ${verb}: ${text}`)

const reasons = (text: string) => read(text).skipped.map(({ position, reason }) => [position.line, reason])

const scale = (name: string, n = 2) => `kubectl scale deploy ${name} --replicas ${n}`

test.each([
  ['k apply -f a.yaml'],
  ['$ sudo k apply -f a.yaml'],
  ['alias kc=kubectl\nkc apply -f a.yaml'],
  ["alias h=helm kc='kubectl'\nkc apply -f a.yaml"],
  ['kubectl apply -f a.yaml 2>/dev/null'],
  ['kubectl apply -f a.yaml >/dev/null 2>&1'],
  ['kubectl apply > out.txt -f a.yaml'],
  ['kubectl apply -f a.yaml>>out.txt'],
  ['kubectl apply -f a.yaml &> "out file"'],
  ['kubectl apply -f a.yaml >| out.txt 2>&-'],
  ['kubectl apply -f a.yaml | tee log'],
  ['kubectl apply -f a.yaml |& tee log | grep kubectl'],
  ['kubectl apply -f a.yaml || true'],
  ['kubectl apply -f a.yaml || echo "it failed; why"'],
  ['kubectl apply -f a.yaml || exit 1;'],
  ['kubectl apply -f a.yaml; # then; helm repo update'],
  ['kubectl apply -f a.yaml ||\n# or\n  exit 1'],
  ['KUBECONFIG=x kubectl apply -f a.yaml'],
  ['kubectl apply -f a.yaml -n "$NAMESPACE"'],
  ['FILE=a.yaml\nkubectl apply -f $FILE'],
  ['KUBECTL="kubectl -n demo" # mine\n$KUBECTL apply -f a.yaml'],
  [`export FILE='a'; export FILE END=.yaml\nkubectl apply -f $\{FILE}$END`],
])('%s applies a file, and nothing is skipped', (text) => {
  const { commands, skipped } = read(text)
  expect(skipped).toEqual([])
  expect(commands).toMatchObject([{ verb: 'apply', files: ['a.yaml'] }])
})

test('an alias is of its own script, and of kubectl or helm alone', () => {
  expect(reasons('alias d=docker\nd run x\nalias k=helm\nk repo update\nk get x')).toEqual([
    [1, '`alias` is not supported'],
    [2, '`d` is not supported'],
    [5, '`helm get` is not supported'],
  ])
})

test('each command of a chain has its own place', () => {
  expect(
    places(`  ${scale('a')} && k apply -f x;helm repo update\n${scale('b')} \\\n && \\\n\t${scale('c')}`),
  ).toEqual([
    `1:3 scale: ${scale('a')}`,
    '1:42 apply: k apply -f x',
    '1:55 repo update: helm repo update',
    `2:1 scale: ${scale('b')}`,
    `4:2 scale: ${scale('c')}`,
  ])
})

test('what is quoted or escaped ends no command', () => {
  const set = `"a=1;2" --set 'b=1&&2||3|4>5' --set c=1\\;2\\>3 --set "d=\\";\\$x"`
  expect(read(`helm install demo shop/shop --set ${set}`).commands).toMatchObject([
    { set: ['a=1;2', 'b=1&&2||3|4>5', 'c=1;2>3', 'd=";$x'] },
  ])
})

test('what follows a failure is not read, and what follows that is', () => {
  const text = `${scale('a')} || ${scale('b')} && ${scale('c')}; helm repo update || helm repo update ||\n helm repo update`
  expect(places(text)).toEqual([
    `1:1 scale: ${scale('a')}`,
    `1:79 scale: ${scale('c')}`,
    '1:116 repo update: helm repo update',
  ])
  const why = 'what follows || runs only if the command before it fails'
  expect(read(text).skipped).toMatchObject([
    { text: scale('b'), reason: why, position: { line: 1, column: 40 } },
    { reason: why, position: { line: 1 } },
    { reason: why, position: { line: 2, column: 2 } },
  ])
})

test('a part of a chain that is not read costs no other', () => {
  const text = `${scale('a')}; (cd x; ${scale('b')}); ${scale('c')}\n${scale('d')} && it's\ncd k8s && ${scale('e')}`
  expect(read(text).commands.map(({ line }) => line)).toEqual([1, 2, 3])
  expect(reasons(text)).toEqual([
    [1, 'a subshell is not supported'],
    [2, "a quote (') is not closed"],
  ])
})

test('what follows || and a comment is on the next line', () => {
  const text = `helm repo update || # ${scale('a')}\n${scale('b')}\n${scale('c')}`
  expect(read(text).commands.map(({ line }) => line)).toEqual([1, 3])
  expect(read(text).skipped).toMatchObject([{ position: { line: 2 } }])
})

test('a placeholder that looks like a here-document takes no line away', () => {
  const text = `helm install demo shop/shop --set a=<<NAME>>.example\n${scale('a')}`
  expect(read(text).commands).toMatchObject([{ line: 2 }])
  expect(reasons(text)).toEqual([[1, 'a redirection (<) is not supported']])
})

test.each([
  'kubectl apply -f - <<EOF',
  'cat <<EOF | kubectl apply -f -',
  "cat <<-'EOF' > a.yaml",
  'kubectl apply -f - << "EOF"',
  'kubectl apply -f - <<\\EOF',
])('the body of %s is not read, and it is said what to do', (line) => {
  const { commands, skipped } = read(
    `${line}\nkubectl delete deploy --all\nNAME=x\n  EOF\nhelm repo update\n`,
  )
  expect(commands).toMatchObject([{ line: 5 }])
  expect(skipped).toMatchObject([
    {
      text: line,
      position: { line: 1, column: 1 },
      reason: 'a here-document is not read: save the YAML in it as a .yaml file',
    },
  ])
})

test('here-documents end one after another, and the rest of their chain is read', () => {
  const text = `cat <<A <<B && ${scale('a')}\n${scale('b')}\nA\n${scale('c')}\nB\n${scale('d')}`
  expect(read(text).commands).toMatchObject([{ line: 1 }, { line: 6 }])
})

test('what only looks like a here-document takes no line away', () => {
  expect(read(`# cat <<EOF\necho '<<EOF' # <<EOF\ncat <<< EOF\n${scale('a')}`).commands).toMatchObject([
    { line: 4 },
  ])
})

const set = (text: string) => {
  const { commands, skipped } = read(text)
  return skipped[0]?.reason ?? (commands[0] as { set?: string[] } | undefined)?.set?.join(' ')
}

test.each([
  ['ACR=my', 'r=$ACR.azurecr.io', 'r=my.azurecr.io'],
  ['export ACR="my"', `"r=$\{ACR}.azurecr.io"`, 'r=my.azurecr.io'],
  ['ACR=my', "'r=$ACR.azurecr.io'", 'r=$ACR.azurecr.io'],
  ['ACR=my', 'r=\\$ACR', 'r=$ACR'],
  ['ACR=my; REG=$ACR.azurecr.io', 'r=$REG', 'r=my.azurecr.io'],
  ['', 'r=$ACR_NAME.azurecr.io', 'r=__ACR_NAME__.azurecr.io'],
  ['REG=$ACR_NAME.azurecr.io', `r=$\{REG}`, 'r=__ACR_NAME__.azurecr.io'],
  ['A="b c"', '"a=$A"', 'a=b c'],
  ['A="r=1 --set s=2"', '$A', 'r=1 s=2'],
  ['A=', 'a=$A', 'a='],
  ['A="r=*"', '"$A"', 'r=*'],
  ['A="r=*"', '$A', 'a wildcard (*) is not supported'],
  ['A=1; A=2', 'a=$A', 'a=2'],
])('%s makes %s into %s', (before, written, meant) => {
  expect(set(`${before}\nhelm install demo shop/shop --set ${written}`)).toBe(meant)
})

test('a value that is not known takes the place of one that was', () => {
  const { commands, skipped } = read(
    'A=1\nA=$(id; A=2)\nB=1\nB+=$A\nhelm install demo shop/shop --set a=$A,b=$B\nkubectl scale deploy a --replicas $A',
  )
  expect(commands).toMatchObject([{ set: ['a=__A__,b=__B__'] }])
  expect(skipped.map(({ reason }) => reason)).toEqual([
    'a command substitution is not supported',
    'an expansion ($A) is not supported',
    'an expansion ($A) is not supported',
  ])
})

test('a variable of which a part is not known decides nothing', () => {
  expect(reasons('REPO=my$X\nhelm install demo $REPO/shop')).toEqual([
    [2, 'an expansion ($X) is not supported'],
  ])
})

test('what other scripts set is known: the last before, or else the first after', () => {
  const install = (name: string) => `helm install demo shop/shop --set a=$${name}`
  const texts = [
    `A=1; B=1\n${install('C')}`,
    'A=2',
    `B=3\n${install('A')}\n${install('B')}\n${install('D')}`,
    'C=4 A=4',
    'C=5 D=$(id)',
  ]
  const sources = texts.map((text, i) => ({ path: `${i}/commands.sh`, file: `${i}/commands.sh`, text }))
  expect(readScripts(sources, []).commands).toMatchObject(
    ['a=4', 'a=2', 'a=3', 'a=__D__'].map((set) => ({ set: [set] })),
  )
})

test('variables that double stop at a limit', () => {
  const doubled = `A=12345678\n${'A=$A$A\n'.repeat(40)}helm install demo shop/shop --set a=$A`
  expect(read(doubled).commands[0]?.argv.at(-1)?.length).toBeLessThan(limits.commandText)
  expect(reasons(doubled)[0]?.[1]).toContain('longer than 16384 characters')
  const often = `A=${'x'.repeat(16_000)}\n${'echo $A\n'.repeat(100)}`
  expect(reasons(often)[17]?.[1]).toContain(`at most ${limits.filledIn} characters of variables`)
  const many = Array.from({ length: 201 }, (_, i) => `A${i}=${i}`).join('\n')
  expect(reasons(many)).toEqual([[201, 'at most 200 variables are supported']])
})

test.each([
  ['chains', 'a;'],
  ['quotes', `'"`],
  ['unclosed quotes', '"$('],
  ['here-documents', '<<"<<\'<<a '],
  ['pipes', '|a|&'],
  ['redirections', '1>'],
  ['digits', '1'],
  ['variables', '$a'],
  ['braces', '${a'],
  ['assignments', 'a='],
  ['blanks', ' \t'],
  ['parentheses', '(('],
  ['backslashes', '\\'],
  ['continued lines', 'a &&\\\n'],
])('a script of nothing but %s is read to its end', (_, sign) => {
  const { commands, skipped } = read(sign.repeat(limits.fileBytes / 4 / sign.length))
  expect(commands).toEqual([])
  expect(skipped.length).toBeLessThanOrEqual(limits.commands)
})
