import type { ImageDefinition } from './catalogue.ts'

/**
 * The app that a workshop is about, as far as the engine must know it. Plain data, which can be handed to another process.
 * A workshop without an app of its own has no images here and no chart.
 */
export interface AppDefinition {
  /** The images that learners' Pods may use, besides the shell that every cluster has. */
  images: AppImage[]
  /** Which of them a learner is told to use in place of any other image; in words, without quotes. */
  recommended: string
  /** Containers in which the app's own programs run, by name: what they write is their publisher's, and changes. */
  containers: string[]
  /** The chart that Helm finds in the cluster's repository, if the workshop installs one. */
  chart?: Chart
}

/** An image of the app. */
export interface AppImage extends ImageDefinition {
  /** What learners may call it besides its name: the last segment of an image's path, without its tag. */
  aliases?: string[]
}

/** A Helm chart, by its name and its folder on this machine. */
export interface Chart {
  name: string
  folder: string
}
