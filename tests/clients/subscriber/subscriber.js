// Another system that listens: one JSON line for each integration event, each event once.
// node subscriber.js AMQP_ADDRESS QUEUE EVENT…, such as: node subscriber.js amqp://127.0.0.1/ tickets incident.confirmed incident.closed
'use strict';

const amqp = require('amqplib');

const [address, queue, ...events] = process.argv.slice(2);

// Delivery repeats and may reorder. Stream and seq name an event for ever: remember them where your effects are kept, in
// one transaction with them. This example keeps them in memory.
const seen = new Set();

async function main() {
  const connection = await amqp.connect(address);
  const channel = await connection.createChannel();
  await channel.prefetch(100);

  // The queue is this system's own: what happens while it is away waits there.
  await channel.assertQueue(queue, { durable: true });
  for (const event of events) {
    const exchange = `incidentgrains.${event}.v1`;
    await channel.assertExchange(exchange, 'fanout', { durable: true });
    await channel.bindQueue(queue, exchange, '');
  }

  await channel.consume(queue, (message) => {
    const event = JSON.parse(message.content.toString('utf8'));
    const key = `${event.stream}/${event.seq}`;
    if (!seen.has(key)) {
      seen.add(key);
      console.log(JSON.stringify({ message: message.properties.headers['incidentgrains-message'], ...event }));
    }
    channel.ack(message);
  });
  console.log(JSON.stringify({ listening: events.length }));
  connection.on('close', () => process.exit(1));
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
