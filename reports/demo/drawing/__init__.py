"""Pictures drawn by code: logos and the photos that an invented shopper took. Nobody's photographs."""
