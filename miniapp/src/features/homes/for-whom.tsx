import type { DelegateScope } from '@linli/shared/people/people.kinds'
import { useActor } from '@/platform/session'
import { Box } from '@/ui/box'
import { OptionGroup } from '@/ui/option-group'
import { SectionTitle } from '@/ui/section-title'
import { useFamily } from './queries'
import './homes.scss'

/** The masked name of whom something is done for; undefined for oneself, and until it is known. */
export function useForName(personId: string | undefined): string | undefined {
  const principals = useFamily().data?.principals ?? []
  return personId === undefined
    ? undefined
    : principals.find((principal) => principal.personId === personId)?.maskedName
}

interface ForWhomProps {
  readonly id: string
  /** `替谁预约` */
  readonly title: string
  readonly what: DelegateScope
  /** Undefined: for oneself. */
  readonly chosen: string | undefined
  readonly onChoose: (personId: string | undefined) => void
}

/** For oneself or for somebody who agreed to it; nothing to choose without such a person. */
export function ForWhom({ id, title, what, chosen, onChoose }: ForWhomProps) {
  const actor = useActor()
  const family = useFamily().data
  const able =
    family?.principals.filter(
      ({ scope, communityName }) => scope.includes(what) && communityName === actor?.community?.name,
    ) ?? []
  if (actor === undefined || able.length === 0) return null
  return (
    <>
      <SectionTitle title={title} />
      <Box className="for-whom">
        <OptionGroup
          id={id}
          label={title}
          options={[
            { value: '', title: '我自己' },
            ...able.map(({ personId, maskedName, consentLabel }) => ({
              value: personId,
              title: maskedName,
              detail: `同意方式：${consentLabel}`,
            })),
          ]}
          chosen={[chosen ?? '']}
          onChange={([value]) => onChoose(value === '' ? undefined : value)}
        />
      </Box>
    </>
  )
}
