def load_public(): pass
