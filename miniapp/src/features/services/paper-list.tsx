import { materialNeedLabel } from '@linli/shared/services/services.catalogue'
import type { ServiceView } from '@linli/shared/services/services.schema'
import { useDraft } from '@/platform/use-draft'
import { Box } from '@/ui/box'
import { cls } from '@/ui/class-names'
import { Icon } from '@/ui/icon'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { Tap } from '@/ui/tap'
import { ownPapers, readyText } from './guide-words'
import './services.scss'

interface PaperListProps {
  /** The item the papers are for: what is ticked is kept under it on this device. */
  readonly code: string
  readonly title: string
  readonly materials: ServiceView['materials']
}

const nothingReady: { readonly ready: readonly string[] } = { ready: [] }

/** What to bring, to be ticked at home; the ticks stay on this device and are the same on guide and ticket. */
export function PaperList({ code, title, materials }: PaperListProps) {
  const draft = useDraft(`papers:${code}`, nothingReady)
  const { ready } = draft.value
  const own = ownPapers(materials)
  const checked = materials.filter(({ need }) => need === 'checked')
  const turn = (name: string) =>
    draft.change({ ready: ready.includes(name) ? ready.filter((one) => one !== name) : [...ready, name] })
  if (materials.length === 0) return null
  return (
    <>
      <SectionTitle title={title} note={readyText(own, ready)} />
      <Surface className="papers" label={title}>
        {own.map(({ name, need }) => {
          const on = ready.includes(name)
          return (
            <Tap
              key={name}
              className={cls('papers__one', on && 'papers__one--on')}
              role="checkbox"
              checked={on}
              label={`${name}，${materialNeedLabel[need]}`}
              onTap={() => turn(name)}
            >
              <Box as="span" hidden className="papers__mark">
                {on && <Icon name="check" size="xs" />}
              </Box>
              <Box className="papers__words">
                <Box className="papers__name">{name}</Box>
                {need === 'later' && <Box className="papers__need">{materialNeedLabel[need]}</Box>}
              </Box>
            </Tap>
          )
        })}
        {checked.map(({ name }) => (
          <Box key={name} className="papers__one papers__one--office">
            <Icon name="verified" size="s" />
            <Box className="papers__words">
              <Box className="papers__name">{name}</Box>
              <Box className="papers__need">{materialNeedLabel.checked}</Box>
            </Box>
          </Box>
        ))}
      </Surface>
    </>
  )
}
