const { esmOnly } = require('./scripts/jest/kept-modules.cjs')
const { useRunFolder } = require('./scripts/jest/run-folder.cjs')

useRunFolder()

/** One runner for every kind of test; each project says where it lives and what it needs. */
const swc = (jsx) => [
  '@swc/jest',
  {
    jsc: {
      target: 'es2022',
      parser: { syntax: 'typescript', tsx: true },
      transform: jsx ? { react: { runtime: 'automatic' } } : undefined,
    },
    module: { type: 'commonjs' },
  },
]
const common = (name, jsx = false) => ({
  displayName: name,
  testEnvironment: 'node',
  transform: { '\\.(m?[jt]sx?)$': swc(jsx) },
  transformIgnorePatterns: [`/node_modules/(?!(${esmOnly.join('|')})/)`],
  modulePathIgnorePatterns: ['<rootDir>/.*/dist/'],
})
/** A worker loads the modules once for all files. */
const oneRealm = (name) => ({
  ...common(name),
  testEnvironment: '<rootDir>/scripts/jest/one-realm-environment.cjs',
  runtime: '<rootDir>/scripts/jest/one-realm-runtime.cjs',
})
/** Tests of a client against a demo server; the street is filled once for all of them. */
const screens = (name) => ({
  ...oneRealm(name),
  rootDir: __dirname,
  globalSetup: '<rootDir>/miniapp/test/demo-street.ts',
  globalTeardown: '<rootDir>/miniapp/test/demo-street-gone.ts',
})
module.exports = {
  projects: [
    { ...oneRealm('shared'), rootDir: __dirname, testMatch: ['<rootDir>/shared/src/**/*.test.ts'] },
    {
      ...oneRealm('embedded-mongo'),
      rootDir: __dirname,
      testMatch: ['<rootDir>/embedded-mongo/{src,test}/**/*.test.ts'],
    },
    {
      ...oneRealm('bff'),
      rootDir: __dirname,
      testMatch: ['<rootDir>/bff/{src,test}/**/*.test.ts'],
      globalSetup: '<rootDir>/bff/test/global-setup.ts',
      globalTeardown: '<rootDir>/bff/test/global-teardown.ts',
    },
    {
      ...common('miniapp', true),
      rootDir: __dirname,
      testMatch: ['<rootDir>/miniapp/{src,test/unit}/**/*.test.{ts,tsx}'],
      testEnvironment: 'jsdom',
      // As the web build resolves them; a test names the WeChat half by its full name.
      moduleFileExtensions: ['h5.tsx', 'h5.ts', 'tsx', 'ts', 'js', 'mjs', 'cjs', 'json', 'node'],
      moduleNameMapper: {
        '\\.scss$': '<rootDir>/miniapp/test/stubs/styles.ts',
        '^@tarojs/taro$': '<rootDir>/miniapp/test/stubs/taro.ts',
        '^@tarojs/components$': '<rootDir>/miniapp/test/stubs/taro-components.tsx',
        '^@/(.*)$': '<rootDir>/miniapp/src/$1',
      },
      setupFiles: ['<rootDir>/miniapp/test/stubs/browser.ts'],
    },
    { ...screens('weapp'), testMatch: ['<rootDir>/miniapp/test/weapp/**/*.test.ts'] },
    { ...screens('browser'), testMatch: ['<rootDir>/miniapp/test/browser/**/*.test.ts'] },
  ],
  testSequencer: '<rootDir>/scripts/jest/longest-first.cjs',
  testTimeout: 60_000,
}
