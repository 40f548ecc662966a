import { expect, test } from 'vitest'
import { type Cause, causeOf, inSentence } from './pull-problem.ts'

const FROM = 'Error response from daemon: '

// As Docker 20.10 says them of a registry that does so, and as Docker 28 with containerd's image store does.
test.for<[Cause, string]>([
  [
    'no engine',
    'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?',
  ],
  [
    'throttled',
    `${FROM}toomanyrequests: You have reached your unauthenticated pull rate limit. https://www.docker.com/increase-rate-limit`,
  ],
  [
    'throttled',
    `${FROM}error parsing HTTP 429 response body: invalid character 's' looking for beginning of value: "slow down"`,
  ],
  [
    'throttled',
    'failed to copy: httpReadSeeker: failed open: unexpected status from GET request to https://r.example/v2/x: 429 Too Many Requests',
  ],
  ['other architecture', 'no matching manifest for linux/arm64/v8 in the manifest list entries'],
  ['other architecture', 'no match for platform in manifest: not found'],
  [
    'other architecture',
    'image with reference x was found but does not match the specified platform: wanted linux/arm64, actual: linux/amd64',
  ],
  ['refused', `${FROM}denied`],
  ['refused', `${FROM}unauthorized`],
  ['refused', `${FROM}Head "https://r.example/v2/x/manifests/1": no basic auth credentials`],
  [
    'refused',
    `${FROM}pull access denied for rancher/k3s, repository does not exist or may require 'docker login'`,
  ],
  ['refused', `${FROM}received unexpected HTTP status: 403 Forbidden`],
  ['missing', `${FROM}manifest unknown`],
  ['missing', `${FROM}name unknown`],
  ['missing', `${FROM}failed to resolve reference "r.example/x:1": r.example/x:1: not found`],
  ['disk', 'failed to register layer: write /usr/lib/libLLVM.so: no space left on device'],
  [
    'unknown host',
    `${FROM}Get "https://r.example/v2/": dial tcp: lookup r.example on 10.0.0.1:53: no such host`,
  ],
  ['transient', `${FROM}Head "http://r.example/v2/x/manifests/1": EOF`],
  ['transient', `${FROM}Get "https://r.example/v2/": dial tcp 10.0.0.1:443: connect: connection refused`],
  [
    'transient',
    `${FROM}Get "https://r.example/v2/": net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)`,
  ],
  ['transient', `${FROM}received unexpected HTTP status: 502 Bad Gateway`],
  ['transient', `${FROM}received unexpected HTTP status: 500 Internal Server Error`],
  ['unclear', `${FROM}invalid reference format`],
])('%s: %s', ([cause, words]) => {
  expect(causeOf(words)).toBe(cause)
})

test('the sentence holds the image, Docker’s own words and what to do', () => {
  expect(inSentence('reg.example:5000/a/library/store:17', 'refused', `${FROM}denied`)).toBe(
    'reg.example:5000/a/library/store:17 cannot be pulled: the registry refuses it (Docker says: denied). Log in (`docker login reg.example:5000`), or check that the image exists.',
  )
  expect(inSentence('store:17', 'throttled', `${FROM}toomanyrequests: wait`)).toBe(
    'store:17 cannot be pulled: the registry throttles this address (Docker says: toomanyrequests: wait). Wait, log in (`docker login`), or name a registry that has it in ASSAY_REGISTRY.',
  )
})
