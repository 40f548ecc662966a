import { expect, test } from 'vitest'
import { readScripts } from './script.ts'

const files = [
  'hpa.yaml',
  'k8s/a.yaml',
  'k8s/b.yaml',
  'k8s/deep/c.yaml',
  'values.yaml',
  'scripts/s.yaml',
  '-f',
].map((path) => ({ path, file: path, role: 'yaml' }))

function read(text: string, path = 'commands.sh') {
  return readScripts([{ path, file: path, text }], files)
}

test.each([
  [
    'kubectl scale deployment web --replicas 4',
    { verb: 'scale', target: { kind: 'Deployment', name: 'web' }, replicas: 4 },
  ],
  [
    '$ kubectl -n demo scale --replicas=0 deploy/api',
    { verb: 'scale', target: { kind: 'Deployment', name: 'api' }, replicas: 0 },
  ],
  [
    'kubectl autoscale deployment web --cpu="50%" --min=2 --max=10',
    { verb: 'autoscale', name: 'web', min: 2, max: 10, cpuPercent: 50 },
  ],
  ['kubectl autoscale deploy api --cpu 50% --max 3 --name x', { name: 'x', max: 3, cpuPercent: 50 }],
  ['kubectl autoscale deploy/api --cpu-percent=50 --max=3', { cpuPercent: 50 }],
  ['kubectl autoscale deploy/api --cpu=500m --max=3', { cpuQuantity: '500m' }],
  ['kubectl apply -f hpa.yaml -f ./k8s/a.yaml', { verb: 'apply', files: ['hpa.yaml', 'k8s/a.yaml'] }],
  ['kubectl apply -fhpa.yaml,values.yaml --server-side', { files: ['hpa.yaml', 'values.yaml'] }],
  ['kubectl apply -f k8s/', { files: ['k8s/a.yaml', 'k8s/b.yaml'] }],
  ['kubectl apply -R -f k8s', { files: ['k8s/a.yaml', 'k8s/b.yaml', 'k8s/deep/c.yaml'] }],
  ['kubectl apply -f -f', { files: ['-f'] }],
  [
    'sudo kubectl delete deployment store # gone',
    { verb: 'delete', all: false, targets: [{ kind: 'Deployment', name: 'store' }] },
  ],
  [
    'kubectl delete deploy,sts,svc,ingress,hpa --all',
    {
      all: true,
      kinds: ['Deployment', 'StatefulSet', 'Service', 'Ingress', 'HorizontalPodAutoscaler'],
      targets: [],
    },
  ],
  ['kubectl delete pod store-0 --now', { targets: [{ kind: 'Pod', name: 'store-0' }] }],
  ["helm repo add shop 'https://charts.example.com/shop'", { verb: 'repo add', name: 'shop' }],
  ['helm repo update shop', { verb: 'repo update', names: ['shop'] }],
  [
    'helm install demo shop/shop --values values.yaml --set a=b --set "c=d e" --wait',
    {
      verb: 'install',
      release: 'demo',
      chart: 'shop/shop',
      values: ['values.yaml'],
      set: ['a=b', 'c=d e'],
      install: false,
    },
  ],
  ['helm upgrade -i demo shop/shop -f values.yaml', { verb: 'upgrade', install: true }],
  ['helm -n demo --debug install demo shop/shop', { verb: 'install', release: 'demo', chart: 'shop/shop' }],
  ['helm --namespace=demo repo add shop https://charts.example.com/shop', { verb: 'repo add', name: 'shop' }],
])('%s', (line, command) => {
  const { commands, skipped } = read(line)
  expect(skipped).toEqual([])
  expect(commands).toMatchObject([command])
})

test.each([
  ['wget https://example.com/hey', '`wget` is not supported'],
  ['kubectl get pods', '`kubectl get` is not supported'],
  ['kubectl constructor', '`kubectl constructor` is not supported'],
  ['helm uninstall demo', '`helm uninstall` is not supported'],
  ['kubectl create deploy web --image=x --dry-run=client -o yaml | kubectl apply -f -', 'a pipe (|)'],
  ['cat hpa.yaml | sudo k apply -f hpa.yaml', 'a pipe (|)'],
  ['kubectl get hpa | cat', '`kubectl get` is not supported'],
  ['kubectl scale deploy api --replicas 4 &', 'in the background'],
  ['kubectl scale deploy api --replicas 4 & kubectl scale deploy web --replicas 4', 'in the background'],
  ['kubectl apply -f hpa.yaml < x', 'a redirection (<)'],
  ['kubectl apply -f - <<< hpa.yaml', 'a redirection (<)'],
  ['kubectl apply -f hpa.yaml >', 'a redirection (>)'],
  ['(kubectl apply -f hpa.yaml; helm repo update)', 'a subshell'],
  ['kubectl apply -f "$(ls; helm repo update)"; helm repo update', 'a command substitution'],
  ['kubectl apply -f `ls; helm repo update`; helm repo update', 'a command substitution'],
  ['{ kubectl apply -f hpa.yaml; helm repo update; }', 'brace expansion'],
  ['for i in 1 2; do kubectl apply -f hpa.yaml; done', 'several commands on a line'],
  ['if true; then kubectl apply -f hpa.yaml; fi', 'several commands on a line'],
  ['kubectl scale deploy api --replicas $(id)', 'a command substitution'],
  ['kubectl scale deploy "`id`" --replicas 1', 'a command substitution'],
  ['kubectl scale deploy "$NAME" --replicas 1', 'an expansion ($NAME)'],
  [`kubectl scale deploy web-$\{ENV} --replicas 1`, `an expansion ($\{ENV})`],
  ['kubectl scale $KIND web --replicas 1', 'an expansion ($KIND)'],
  ['kubectl $VERB deploy web --replicas 1', 'an expansion ($VERB)'],
  ['$TOOL scale deploy web --replicas 1', 'an expansion ($TOOL)'],
  ['kubectl scale deploy web --replicas $N', 'an expansion ($N)'],
  ['kubectl scale deploy web --replicas 1$N', 'an expansion ($N)'],
  ['kubectl autoscale deploy web --min=$MIN --max=3', 'an expansion ($MIN)'],
  ['kubectl autoscale deploy web --min=1 --max=$MAX', 'an expansion ($MAX)'],
  ['kubectl autoscale deploy web --max=3 --cpu=$CPU%', 'an expansion ($CPU)'],
  ['kubectl apply -f $FILE', 'an expansion ($FILE)'],
  ['helm install $RELEASE shop/shop', 'an expansion ($RELEASE)'],
  ['helm install demo $REPO/shop', 'an expansion ($REPO)'],
  ['helm install demo shop/shop --version $VERSION', 'an expansion ($VERSION)'],
  ['helm repo add shop $URL', 'an expansion ($URL)'],
  [`helm install demo shop/shop --set a=$\{B:-c}`, `an expansion ($\{B)`],
  ['helm install demo shop/shop --set a=$1', 'an expansion ($1)'],
  ['kubectl delete pod {store-pod-name}', 'a placeholder'],
  ['kubectl apply -f *.yaml', 'a wildcard'],
  ['kubectl apply -f "hpa.yaml', 'not closed'],
  ['kubectl scale deploy api --replicas 4 --as=admin', 'flag --as '],
  ['kubectl --server=https://x scale deploy api --replicas 4', 'flag --server '],
  ['kubectl scale deploy api --replicas 4 --token x', 'flag --token '],
  ['kubectl apply -k .', 'flag -k '],
  ['kubectl delete --raw /api/v1', 'flag --raw '],
  ['helm install demo shop/shop --post-renderer ./x', 'flag --post-renderer '],
  ['helm install demo ./chart', 'is not written as REPO/CHART'],
  ['helm install demo https://x/chart.tgz', 'is not written as REPO/CHART'],
  ['kubectl apply -f https://example.com/x.yaml', 'the URL https://example.com/x.yaml'],
  ['kubectl apply -f HTTPS://example.com/x.yaml', 'the URL HTTPS://example.com/x.yaml'],
  ['kubectl apply -f ../x.yaml', 'outside the submission'],
  ['kubectl apply -f k8s/../../x.yaml', 'outside the submission'],
  ['kubectl apply -f /etc/passwd', 'outside the submission'],
  ['kubectl apply -f -', 'standard input'],
  ['kubectl apply -f nope.yaml', 'has no file nope.yaml'],
  ['kubectl scale deploy api --replicas many', 'not a whole number: many'],
  ['kubectl scale deploy api', 'needs --replicas'],
  ['kubectl scale deploy a b --replicas 2', 'several objects'],
  ['kubectl delete namespace kube-system', '"namespace" is not a supported kind'],
  ['kubectl delete deploy --all -A', 'flag -A '],
  ['kubectl delete deploy', 'names nothing'],
  ['kubectl autoscale deploy api --cpu=“50%” --max=3', 'neither a percentage nor a quantity'],
])('%s is skipped', (line, reason) => {
  const { commands, skipped } = read(line)
  expect(commands).toEqual([])
  expect(skipped).toMatchObject([{ text: line, reason: expect.stringContaining(reason) }])
})

test('continuation lines, comments and blank lines', () => {
  const { commands, skipped } = read(
    '#!/bin/sh\n\n  kubectl scale deploy api \\\r\n    --replicas \\\n 4\n# end \\\nhelm repo update\n',
  )
  expect(commands).toMatchObject([
    {
      line: 3,
      column: 3,
      text: 'kubectl scale deploy api     --replicas  4',
      argv: ['kubectl', 'scale', 'deploy', 'api', '--replicas', '4'],
    },
    { line: 7, verb: 'repo update' },
  ])
  expect(skipped).toEqual([])
})

test('the grader decides namespace, context and kubeconfig', () => {
  const [command] = read(
    'kubectl --context=a scale deploy api -n kube-system --kubeconfig /x --replicas=2',
  ).commands
  expect(command?.argv).toEqual(['kubectl', 'scale', 'deploy', 'api', '--replicas=2'])
})

test('files are looked for beside the script, then from the top', () => {
  const { commands } = read(
    'kubectl apply -f s.yaml\nkubectl apply -f ../hpa.yaml\nkubectl apply -f hpa.yaml',
    'scripts/commands.txt',
  )
  expect(commands).toMatchObject([
    { files: ['scripts/s.yaml'] },
    { files: ['hpa.yaml'] },
    { files: ['hpa.yaml'] },
  ])
})

test.each([
  ['kubectl apply -f deep/c.yaml', ['k8s/deep/c.yaml']],
  ['kubectl apply -f ../../elsewhere/c.yaml', ['k8s/deep/c.yaml']],
  ['kubectl apply -f /home/me/work/c.yaml', ['k8s/deep/c.yaml']],
  ['kubectl apply -f c.yaml', ['k8s/deep/c.yaml']],
  ['kubectl apply -f k8s/hpa.yaml', ['hpa.yaml']],
  ['kubectl apply -f b.yaml -f a.yaml', ['k8s/b.yaml', 'k8s/a.yaml']],
])('%s finds the one file of that name, wherever it was handed in', (line, files) => {
  expect(read(line)).toMatchObject({ commands: [{ verb: 'apply', files }], skipped: [] })
})

test('values are found in another folder, too', () => {
  const [command] = read('helm install demo shop/shop -f ../chart/values.yaml', 'k8s/commands.sh').commands
  expect(command).toMatchObject({ verb: 'install', values: ['values.yaml'] })
})

test('of several files of a name none is guessed, but for one that is where the command says', () => {
  const twice = [...files, { path: 'old/hpa.yaml', file: 'old/hpa.yaml', role: 'yaml' }]
  const readTwice = (text: string) => readScripts([{ path: 'commands.sh', file: 'commands.sh', text }], twice)
  expect(readTwice('kubectl apply -f hpa.yaml').commands).toMatchObject([{ files: ['hpa.yaml'] }])
  expect(readTwice('kubectl apply -f old/hpa.yaml').commands).toMatchObject([{ files: ['old/hpa.yaml'] }])
  expect(readTwice('kubectl apply -f new/hpa.yaml')).toMatchObject({
    commands: [],
    skipped: [{ reason: 'the submission has 2 files called hpa.yaml' }],
  })
  expect(readTwice('kubectl apply -f ../hpa.yaml')).toMatchObject({
    commands: [],
    skipped: [{ reason: 'the file ../hpa.yaml is outside the submission' }],
  })
})

test.each([
  ['cd k8s && kubectl apply -f .', ['k8s/a.yaml', 'k8s/b.yaml']],
  ['cd "$(dirname "$0")"\nkubectl apply -f k8s', ['k8s/a.yaml', 'k8s/b.yaml']],
  ['cd k8s; kubectl apply -f deep', ['k8s/deep/c.yaml']],
  ['cd k8s/deep\ncd ..\nkubectl apply -f b.yaml', ['k8s/b.yaml']],
  ['cd k8s\nkubectl apply -f hpa.yaml', ['hpa.yaml']],
  ['cd ~/workshop && kubectl apply -f b.yaml', ['k8s/b.yaml']],
])('%s finds its files from there', (text, found) => {
  expect(read(text).commands).toMatchObject([{ files: found }])
})

test.each(['cd ..', 'cd', 'cd -', 'cd /workshop', 'popd', 'cd a b', 'cd ~', 'cd C:/x', 'cd $HOME'])(
  'after %s nobody knows which folder is applied',
  (line) => {
    const { commands, skipped } = read(`${line}\ncd k8s\nkubectl apply -f .`)
    expect(commands).toEqual([])
    expect(skipped.at(-1)?.reason).toBe('after `cd` nobody knows which folder . is')
  },
)

test('a script is not among the files of the folder it applies', () => {
  const own = { path: 'k8s/commands.sh', file: 'k8s/commands.sh', role: 'commands' }
  const { commands } = readScripts([{ ...own, text: 'kubectl apply -f .' }], [...files, own])
  expect(commands).toMatchObject([{ files: ['k8s/a.yaml', 'k8s/b.yaml'] }])
})
