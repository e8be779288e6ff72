import type { ConsoleLayoutProps } from './console-layout.types'
import { Page } from './page'
import { PlaceSwitch } from './place-switch'

/** On a phone: the list; what is open is a page of its own. */
export function ConsoleLayout(props: ConsoleLayoutProps) {
  const { title, heading, bar, backTo, banner, children, inside, place, onPlace } = props
  return (
    <Page title={title} heading={heading} staff bar={bar} backTo={backTo} banner={banner}>
      {!inside && onPlace !== undefined && <PlaceSwitch place={place} onPlace={onPlace} />}
      {children}
    </Page>
  )
}
