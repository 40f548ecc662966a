import { type PodProcess, portOf, type Socket } from '../cluster/pod-processes.ts'

/** A connection that a process of a Pod has made, and the processes at its other end, if those were looked at too. */
export interface Link {
  from: PodProcess
  socket: Socket
  to: PodProcess[]
}

/** The connections that a process has made, not those that it has taken. */
export function linksFrom(from: PodProcess, all: PodProcess[]): Link[] {
  const own = new Set(from.sockets.filter(({ isListening }) => isListening).map(({ local }) => portOf(local)))
  return from.sockets
    .filter(({ isListening, local }) => !isListening && !own.has(portOf(local)))
    .map((socket) => ({ from, socket, to: all.filter((other) => isOtherEnd(socket, from, other)) }))
}

/** The addresses of a Pod are its own, but each Pod has the loopback's. */
function isOtherEnd({ local }: Socket, from: PodProcess, other: PodProcess): boolean {
  if (local.startsWith(LOOPBACK) && other.pod !== from.pod) return false
  return other.sockets.some((end) => !end.isListening && end.remote === local)
}

/** 127.0.0.1 in the kernel's table. */
const LOOPBACK = '0100007F:'
