import { expect } from 'vitest'
import { helm } from '../../src/workshop/sections/helm.ts'
import { section, test } from '../../src/workshop/specs.ts'

section(helm)

const deployed = test('release-deployed', {
  quotes:
    'Now to deploy the app with Helm, run the command below: `helm install demo nanomon/nanomon --values values.yaml`',
  points: 6,
  hint: 'Run `helm status demo` and `kubectl get deploy,pods`: is the release deployed, and are all its Pods Ready?',
  async observe({ release }) {
    await release.install()
    await expect(release).toRunEveryWorkload()
  },
})

test('images-from-registry', {
  quotes:
    'place the contents below into a `values.yaml` file, replacing `__ACR_NAME__` with your Azure Container Registry name',
  points: 4,
  needs: [deployed],
  hint: 'Run `helm get values demo`: is `image.regRepo` the registry that has your images?',
  async observe({ release }) {
    await expect(release).toUseImagesOfItsRegistry()
  },
})

test('app-served-through-ingress', {
  quotes:
    'Validate the deployment as before with `helm` and `kubectl` and check you can access the app in the browser using the same ingress IP address as before.',
  points: 10,
  needs: [deployed],
  hint: 'Run `kubectl get ingress,ingressclass`: is there an Ingress, and does the cluster have its class?',
  async observe({ release }) {
    await expect(release.app).toServeThePage()
    await expect(release.app).toServeTheApi()
  },
})
