return include "other"
