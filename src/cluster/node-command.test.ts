import { expect, test } from 'vitest'
import { commandOf } from './node-command.ts'
import { clocks } from './pace.ts'

test('a node is started in the words of k3s', () => {
  const kubelet = {
    reserved: { cpuMilli: 6000, memoryMi: 20_000 },
    pods: 110,
    processes: 256,
  }
  const wishes = { host: '127.0.0.1', pauseImage: 'images.invalid/pause:1', clocks: clocks.fast, kubelet }
  expect(commandOf(wishes)).toEqual([
    'server',
    '--disable=coredns,traefik,servicelb,metrics-server,local-storage',
    '--disable-helm-controller',
    '--tls-san=127.0.0.1',
    '--pause-image=images.invalid/pause:1',
    '--kube-controller-manager-arg=horizontal-pod-autoscaler-sync-period=2s',
    '--kube-controller-manager-arg=horizontal-pod-autoscaler-downscale-stabilization=10s',
    '--kube-controller-manager-arg=horizontal-pod-autoscaler-cpu-initialization-period=10s',
    '--kube-controller-manager-arg=horizontal-pod-autoscaler-initial-readiness-delay=5s',
    '--kubelet-arg=kube-reserved=cpu=6000m,memory=20000Mi',
    '--kubelet-arg=eviction-hard=memory.available<0%',
    '--kubelet-arg=max-pods=110',
    '--kubelet-arg=pod-max-pids=256',
    '--kubelet-arg=housekeeping-interval=2s',
    '--kubelet-arg=volume-stats-agg-period=10s',
    '--kubelet-arg=container-log-max-files=2',
    '--kubelet-arg=fail-cgroupv1=false',
  ])
})
