import { Box } from './box'
import { cls } from './class-names'
import type { ConsoleLayoutProps } from './console-layout.types'
import { Icon } from './icon'
import { Tap } from './tap'

/** Left column of the desk: place, areas of work, person. */
export function ConsoleNav({
  groups,
  current,
  place,
  onPlace,
  person,
}: Pick<ConsoleLayoutProps, 'groups' | 'current' | 'place' | 'onPlace' | 'person'>) {
  return (
    <Box as="aside" className="console-nav" label="工作台导航">
      <Box className="console-nav__brand">
        <Box as="span" hidden className="brand-mark" />
        邻里智治
      </Box>
      {onPlace === undefined ? (
        <Box className="console-nav__place">{place}</Box>
      ) : (
        <Tap className="console-nav__place" label={`${place}，换一个`} onTap={onPlace}>
          {place}
          <Icon name="chevron-down" size="xs" />
        </Tap>
      )}
      <Box as="nav" label="工作" className="console-nav__groups">
        {groups.map((group, index) => (
          <Box key={group.title ?? String(index)} className="console-nav__group">
            {group.title !== undefined && <Box className="console-nav__heading">{group.title}</Box>}
            {group.links.map((link) => (
              <Tap
                key={link.to}
                to={link.to}
                current={link.to === current}
                className={cls('console-nav__link', link.to === current && 'console-nav__link--on')}
              >
                <Icon name={link.icon} size="s" />
                {link.title}
                {link.count !== undefined && (
                  <Box as="span" className={cls('console-nav__count', link.hot && 'console-nav__count--hot')}>
                    <Box as="span" hidden={link.countWords !== undefined}>
                      {String(link.count)}
                    </Box>
                    {link.countWords !== undefined && (
                      <Box as="span" className="only-spoken">
                        {`，${link.countWords}`}
                      </Box>
                    )}
                  </Box>
                )}
              </Tap>
            ))}
          </Box>
        ))}
      </Box>
      <Tap to="/pages/me" className="console-nav__person">
        <Box as="span" hidden className="console-nav__disc">
          {person.name.slice(0, 1)}
        </Box>
        <Box>
          <Box>{person.name}</Box>
          <Box className="console-nav__role">{person.role}</Box>
        </Box>
      </Tap>
    </Box>
  )
}
