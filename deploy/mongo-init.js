// Run by mongosh as root. Joins the replica set and makes Linli's user, each only when it is missing.
/* global db, rs, sleep, print, quit */
try {
  rs.status()
} catch (error) {
  if (error.codeName !== 'NotYetInitialized') throw error
  rs.initiate({
    _id: 'rs0',
    members: ['mongo1', 'mongo2', 'mongo3'].map((name, id) => ({
      _id: id,
      host: `${name}:27017`,
      // The user was made on mongo1, so it has to be the first primary.
      priority: id === 0 ? 2 : 1,
    })),
  })
}

const deadline = Date.now() + 120_000
while (!db.hello().isWritablePrimary) {
  if (Date.now() > deadline) {
    print('mongo1 did not become primary; start again when all three members are up')
    quit(1)
  }
  sleep(500)
}

const linli = db.getSiblingDB('linli')
if (linli.getUser('linli') === null) {
  linli.createUser({
    user: 'linli',
    pwd: process.env.MONGO_APP_PASSWORD,
    roles: [{ role: 'readWrite', db: 'linli' }],
  })
  print('made the user linli')
}
