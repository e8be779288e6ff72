import { Box } from './box'
import { Icon } from './icon'
import { Tap } from './tap'

interface PlaceSwitchProps {
  readonly place: string
  readonly onPlace: () => void
}

/** On a phone: whose things the page shows, and the way to another place. */
export function PlaceSwitch({ place, onPlace }: PlaceSwitchProps) {
  return (
    <Tap className="place-switch" label={`${place}，换一个`} onTap={onPlace}>
      <Box as="span">{place}</Box>
      <Icon name="chevron-down" size="xs" />
    </Tap>
  )
}
