import { Timeline } from '../matchers/timeline.ts'
import { type GivenBy, specsWith } from '../verdict/check.ts'
import { test as base } from '../verdict/fixtures.ts'
import { App } from './app.ts'
import { Release } from './release.ts'
import { oldDeployments } from './section-nine/old-deployment.ts'
import { apiName, databaseName } from './section-nine.ts'

const given = base
  .extend('api', { scope: 'file' }, ({ cluster, submission }) => cluster.deployment(apiName(submission)))
  .extend('app', { scope: 'file' }, ({ cluster }) => new App(cluster))
  .extend(
    'release',
    { scope: 'file' },
    ({ cluster, submission, terminal }) => new Release(cluster, submission, terminal),
  )
  .extend('database', { scope: 'file' }, ({ cluster, submission }) =>
    cluster.statefulSet(databaseName(submission)),
  )
  .extend('oldDeployments', { scope: 'file' }, ({ cluster, submission }) =>
    oldDeployments(submission).map(cluster.deployment),
  )
  .extend('timeline', { scope: 'file' }, ({ api }, { onCleanup }) => {
    const timeline = new Timeline(api)
    onCleanup(() => timeline.stop())
    return timeline
  })

/** The fixtures that a check of the workshop may use by name. */
export type Given = GivenBy<typeof given>

/** The words that the workshop's specs are written in. */
export const { section, test } = specsWith(given)
