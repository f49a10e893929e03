"""Checks YAML files against a JSON schema: validate.py SCHEMA FILE... - names each mistake, exits 1 if any."""
import json
import sys

import jsonschema
import yaml

schema = json.load(open(sys.argv[1], encoding="utf-8"))
jsonschema.Draft7Validator.check_schema(schema)
validator = jsonschema.Draft7Validator(schema)
wrong = False
for path in sys.argv[2:]:
    for error in validator.iter_errors(yaml.safe_load(open(path, encoding="utf-8"))):
        print(path, "/".join(str(part) for part in error.absolute_path), error.message.split("\n")[0][:200])
        wrong = True
sys.exit(wrong)
