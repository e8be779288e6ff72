/** Path and query of the page shown now, to come back to it later. Taro's own pages keep no query here. */
export const currentAddress = (): string => location.pathname + location.search
