import type { ImageDefinition } from './catalogue.ts'

/**
 * A workshop's app, as far as the engine must know it. Plain data, which can be sent to another process. A
 * workshop without an app has no images here and no chart.
 */
export interface AppDefinition {
  /** The images that learners' Pods may use, besides the shell that every cluster has. */
  images: AppImage[]
  /** The images to recommend to a learner in place of any other; in words, without quotes. */
  recommended: string
  /** Containers that run the app's own programs, by name. Their publisher may change their output. */
  containers: string[]
  /** The chart that Helm finds in the cluster's repository, if the workshop installs one. */
  chart?: Chart
}

/** An image of the app. */
export interface AppImage extends ImageDefinition {
  /** Other names that learners may use for it: the last segment of an image's path, without its tag. */
  aliases?: string[]
}

/** A Helm chart, by its name and its folder on this machine. */
export interface Chart {
  name: string
  folder: string
}
