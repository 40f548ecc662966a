import { afterAll, beforeAll, expect, test } from 'vitest'
import { Helm } from '../../src/cluster/helm.ts'
import { fixture } from '../../src/setup/paths.ts'
import { $ } from '../../src/setup/shell.ts'
import { LoneHelm } from './helm.ts'

// What Helm is given is a learner's text: whatever it makes Helm do stays in its container, and ends with it.

let lone: LoneHelm

beforeAll(async () => {
  lone = await LoneHelm.start()
})

afterAll(() => lone.stop())

const inContainer = (script: string) => $`docker exec ${lone.container} sh -c ${script}`

test('values that take gigabytes end Helm, in a sentence, and nothing else', async () => {
  const chart = await lone.takeChart({ name: 'nanomon', folder: fixture('chart') })
  const helm = new Helm(lone.container, '/tmp/greedy')
  const values = `a: &a ${'x'.repeat(100_000)}\nb:\n${'- *a\n'.repeat(2400)}`
  const template = ['template', 'demo', chart, '--values', helm.values]
  expect(await helm.run(template, values)).toEqual({
    exitCode: 1,
    stdout: '',
    stderr: 'Helm needs more than 512 MiB of memory for these values, and was stopped.',
  })
  expect(await helm.run(template, 'ingress: { enabled: true }\n')).toMatchObject({ exitCode: 0, stderr: '' })
})

test('what has not answered in time is no answer, and does not go on running', async () => {
  const helm = new Helm(lone.container, '/tmp/waiting', 1)
  await inContainer('mkfifo /tmp/never-written')
  const never = ['template', 'demo', '.', '--values', '/tmp/never-written']
  await expect(helm.run(never)).rejects.toThrow('helm has not answered')
  expect((await inContainer('ps')).stdout).not.toContain('helm')
})

test('a container that is gone is no answer', async () => {
  const gone = new Helm('assay-no-such-container', '/tmp/gone')
  await expect(gone.run(['version'])).rejects.toThrow('No such container')
})

test('nothing can be written but its own files, and no right is left', async () => {
  const { stderr } = await inContainer('for at in / /bin /charts; do touch $at/written; done')
  expect(stderr.trim().split('\n')).toEqual([
    expect.stringContaining('Read-only file system'),
    expect.stringContaining('Read-only file system'),
    expect.stringContaining('Permission denied'),
  ])
  const { stdout } = await inContainer('id -u; grep -E "^(Cap|NoNewPrivs)" /proc/self/status')
  const [user, ...rights] = stdout.trim().split('\n')
  expect(user).toBe('1000')
  expect(rights.map((line) => line.split(/\s+/)).sort()).toEqual([
    ['CapAmb:', '0000000000000000'],
    ['CapBnd:', '0000000000000000'],
    ['CapEff:', '0000000000000000'],
    ['CapInh:', '0000000000000000'],
    ['CapPrm:', '0000000000000000'],
    ['NoNewPrivs:', '1'],
  ])
})

test('no folder of the machine is in it', async () => {
  const { stdout } = await $`docker inspect --format ${'{{json .Mounts}}'} ${lone.container}`
  expect(JSON.parse(stdout)).toEqual([expect.objectContaining({ Type: 'volume', Destination: '/charts' })])
})

test('a bomb of processes finds an end', async () => {
  const { stderr } = await inContainer(
    'trap \'kill -9 $all\' EXIT; for i in $(seq 400); do sleep 600 & all="$all $!"; done',
  )
  expect(stderr).toContain("can't fork")
})
