// Loaded before the product by `node --import`: its clock starts at FLOW_CLOCK and is set anew by a message of the test.
const real = Date.now
let ahead = Date.parse(process.env.FLOW_CLOCK) - real()
Date.now = () => real() + ahead

process.on('message', ({ to }) => {
  ahead = to - real()
  process.send({ to })
})
// the channel alone must not keep the product running
process.channel.unref()
