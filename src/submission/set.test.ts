import { expect, test } from 'vitest'
import { UNSEEN } from './command.ts'
import { readLines } from './script.ts'

function read(line: string) {
  const { commands, skipped } = readLines({ file: 'commands.sh', text: line }, UNSEEN)
  return skipped[0]?.reason ?? commands[0]
}

const set = (text: string, flag = '--set') => read(`helm install demo shop/shop ${flag} '${text}'`)

test.each([
  'image.regRepo=x.azurecr.io',
  'a[100]=1',
  'a[0][1].b[2]=x',
  'a={x,y,z},b=1',
  'a={},b=',
  'a\\.b=1',
  'a=x\\,y[65000]=1',
  'a=b[65000]',
  'a={b[65000],c[65000]}',
  'a\\[65000]=1',
  'nodeSelector."kubernetes\\.io/os"=linux',
  'a',
  'a=1,',
  '=',
  '',
  Array.from({ length: 100 }, (_, i) => `a${i}=1`).join(','),
])('%s is handed on as it is', (text) => {
  expect(set(text)).toMatchObject({ set: [text] })
  expect(set(text, '--set-string')).toMatchObject({ setString: [text] })
})

const TOO_FAR = 'names item 65000 of a list; the highest item supported is 100'

test.each([
  ['a[65000]=1', TOO_FAR],
  ['b=1,a[65000]=1', TOO_FAR],
  ['a={1,2},b.c[0][65000].d=1', TOO_FAR],
  ['a=x\\,y,b[65000]=1', TOO_FAR],
  ['a=b=c,d[65000]=1', TOO_FAR],
  ['a[65000]', TOO_FAR],
  ['a={x},,b[65000]=1', TOO_FAR],
  ['a[101]=1', 'names item 101 of a list; the highest item supported is 100'],
  [`a[${'9'.repeat(400)}]=1`, 'names item 999999999999 of a list; the highest item supported is 100'],
  [`${'a.'.repeat(31)}b=1`, 'names a key with more than 30 levels'],
  [`a${'[0]'.repeat(31)}=1`, 'names a key with more than 30 levels'],
  [
    Array.from({ length: 101 }, (_, i) => `a${i}=1`).join(','),
    'sets 101 values; at most 100 are supported: write them into values.yaml',
  ],
])('%s is not supported, and is told', (text, why) => {
  expect(set(text)).toBe(`--set ${why}`.slice(0, 200))
  expect(set(text, '--set-string')).toBe(`--set-string ${why}`.slice(0, 200))
})

test.each([
  ['a command of 128 KiB', `helm install demo shop/shop --set a=${'x'.repeat(2 ** 17)}`],
  ['lines that make one', `helm install demo shop/shop ${'--set a=1 \\\n'.repeat(10_000)}`],
  ['many words', `kubectl delete deploy ${'a '.repeat(600)}`],
  ['many files', `kubectl apply -f ${Array.from({ length: 201 }, (_, i) => `${i}`).join(',')}`],
  [
    'many values files',
    `helm install demo shop/shop -f ${Array.from({ length: 201 }, (_, i) => `${i}`).join(',')}`,
  ],
  ['kinds times names', `kubectl delete deploy,sts,svc,cm,secret ${'a '.repeat(41)}`],
  ['a long name', `kubectl autoscale deploy a --max 3 --name ${'x'.repeat(254)}`],
  ['a long number', `kubectl autoscale deploy a --max 3 --cpu ${'1'.repeat(10)}m`],
])('%s is not supported', (_, line) => {
  expect(read(line)).toEqual(expect.any(String))
})

test('the same kind a thousand times over is that kind', () => {
  expect(read(`kubectl delete ${'deploy,'.repeat(999)}deploy a`)).toMatchObject({
    targets: [{ kind: 'Deployment', name: 'a' }],
  })
})

test('several values files stay in their order', () => {
  expect(read('helm install demo shop/shop -f b,a -f b')).toMatchObject({ values: ['b', 'a', 'b'] })
})
