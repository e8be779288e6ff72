import type { PropsWithChildren } from 'react'
import './app.scss'

/** The root of both clients. */
export default function App({ children }: PropsWithChildren) {
  return children
}
