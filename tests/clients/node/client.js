// A client that knows nothing but protos/: opens an incident, works on it, watches it, and reads a refusal.
// node client.js ADDRESS PROTOS, with the token in INCIDENTCTL_TOKEN. Prints one JSON object.
'use strict';

const { randomUUID } = require('node:crypto');
const path = require('node:path');
const grpc = require('@grpc/grpc-js');
const loader = require('@grpc/proto-loader');

const [address, protos] = process.argv.slice(2);
const options = { includeDirs: [protos], longs: String, enums: String, defaults: true, oneofs: true };
const api = grpc.loadPackageDefinition(loader.loadSync(path.join('incidentgrains', 'v1', 'incidents.proto'), options)).incidentgrains.v1;
const incidents = new api.IncidentsService(address, grpc.credentials.createInsecure());
const metadata = new grpc.Metadata();
metadata.set('authorization', `Bearer ${process.env.INCIDENTCTL_TOKEN}`);

const call = (method, request) => new Promise((resolve, reject) => {
  incidents[method](request, metadata, { deadline: Date.now() + 30_000 }, (error, reply) => (error ? reject(error) : resolve(reply)));
});

// Details of an error travel as a serialised google.rpc.Status; its second field is the message.
function details(error) {
  const status = error.metadata.get('grpc-status-details-bin')[0];
  return ['google.rpc.ErrorInfo', 'google.rpc.PreconditionFailure'].filter((name) => status && status.includes(name));
}

function watch(incidentId) {
  return new Promise((resolve, reject) => {
    const types = [];
    const stream = incidents.watchIncident({ incidentId, untilCurrent: true }, metadata);
    stream.on('data', (reply) => types.push(reply.event.type));
    stream.on('error', reject);
    stream.on('end', () => resolve(types));
  });
}

async function main() {
  const opened = await call('openIncident', { commandId: randomUUID(), title: 'Opened by a client in JavaScript' });
  const triaged = await call('triageIncident', {
    incidentId: opened.incidentId, commandId: randomUUID(), expectedVersion: opened.version, severity: 'SEVERITY_HIGH', reasons: ['Addresses of many'],
  });
  const listed = await call('listIncidents', { filter: 'stage = TRIAGED AND title : "JavaScript"' });
  const refused = await call('closeIncident', {
    incidentId: opened.incidentId, commandId: randomUUID(), resolution: 'RESOLUTION_RESOLVED', note: 'Too early',
  }).then(() => null, (error) => ({ code: error.code, message: error.details, details: details(error) }));
  const watched = await watch(opened.incidentId);
  console.log(JSON.stringify({
    opened: opened.stage, triaged: triaged.stage, version: triaged.version,
    listed: listed.incidents.some((i) => i.incidentId === opened.incidentId), refused, watched,
  }));
  incidents.close();
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
